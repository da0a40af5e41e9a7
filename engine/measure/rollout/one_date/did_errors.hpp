// The standard errors of did, and which of them the number of clusters calls for.
//
// cluster   CR1 by cluster, t with G - 1.
// hc1       every cell independent, t with n - K.
// cr2       Bell-McCaffrey variance and degrees of freedom (did_clusters.hpp). The moments with the baseline are those
//           of CR1, scaled by V_cr2 / V_cr1.
// wild      standard error of CR1; interval and p by the wild cluster bootstrap under the null, signs enumerated where
//           they are at most 99,999, ties counted: p is then never below the share of one pattern. Webb's weights are
//           not used: counting ties answers the few patterns of G < 12 that they were made for, and they rejected a
//           true null in 10 of 100 studies of six clusters. The percentage: its delta-method interval, each side
//           stretched as the bootstrap stretched that of the effect; log scale: ends transformed.
// auto      cluster from 40 clusters on, 12 in each arm. Fewer: wild where both arms have 6 clusters or more, else cr2
//           (also where the bootstrap excludes no value). t(G - 1) would reject a true null far too often, also where
//           3 of 43 are treated (23 of 100):
// Study     share of 2000 studies that reject a true null at 5 % (standard error .005): 4 people in each cluster, 8
//           periods, errors AR(1) 0.7 shared by the cluster and as large as people's own. Treated / all clusters:
//                         3/6   2/6   4/8   2/8  7/14  3/14  2/14 12/24  3/24  2/24  4/39  6/12  6/20  6/39
//              t(G - 1)  .087  .121  .078  .149  .060  .124  .223  .052  .165  .276  .138  .060  .074  .095
//              cr2       .057  .024  .057  .010  .052  .032  .004  .048  .029  .001  .040  .051  .051  .049
//              wild      .061  .033  .068  .026  .055  .048  .004  .049  .019  .000  .064  .056  .058  .054
//           Clusters of 1 to 7 people:
//              t(G - 1)  .159  .184  .116  .203  .092  .167  .271  .067  .200  .335  .188  .090  .098  .128
//              cr2       .060  .015  .062  .004  .062  .011  .003  .055  .009  .001  .035  .059  .046  .040
//              wild      .054  .015  .072  .004  .061  .020  .000  .051  .004  .000  .040  .058  .050  .049
//           Shared errors of the treated twice as large:
//              t(G - 1)  .102  .184  .086  .229  .065  .175  .299  .056  .212  .344  .161  .061  .095  .111
//              cr2       .067  .051  .065  .035  .056  .063  .023  .054  .052  .014  .052  .052  .059  .053
//              wild      .068  .089  .077  .113  .058  .133  .067  .052  .110  .019  .088  .055  .058  .052
//           So auto covers 93 to 97 % where both arms have some clusters, and more, with wide intervals, where 2 or 3
//           are treated: there neither the bootstrap (at most 13 % wrong) nor t is to be had.
// Source    MacKinnon, Nielsen & Webb (2023), Cluster-robust inference: a guide to empirical practice, Journal of
//           Econometrics 232(2), sections 5 and 8; MacKinnon & Webb (2018), few treated clusters, Econometrics Journal.
#pragma once

#include <string_view>

#include "measure/answer/inference.hpp"
#include "measure/answer/options.hpp"
#include "measure/rollout/one_date/absorbed_regression.hpp"
#include "measure/rollout/one_date/did_moments.hpp"

namespace payoff {

enum class ErrorsOfDid { automatic, cluster, hc1, cr2, wild };
inline constexpr std::string_view did_error_choices = "auto|cluster|hc1|cr2|wild";

// The level of the interval, and the distribution behind it.
struct IntervalChoice {
  double level = 0.95;
  Quantile quantile = Quantile::t;
};

class DidErrors {
 public:
  DidErrors(const Panel& panel, const AbsorbedRegression& regression, const DidMoments& moments,
            IntervalChoice interval, const Context& context);

  // Absolute, relative, baseline and inference of the effect by the errors asked for.
  void report(Effect& effect, ErrorsOfDid asked) const;

 private:
  ErrorsOfDid resolve(ErrorsOfDid asked) const;
  bool few() const;
  struct Basis {
    Moments moments;
    Precision precision;
  };
  Basis basis(ErrorsOfDid errors) const;
  void bootstrap(Estimate& absolute, Estimate& relative, bool log_scale) const;

  const Panel& panel_;
  const AbsorbedRegression& regression_;
  const DidMoments& moments_;
  double level_;
  bool normal_;
  const Context& context_;
};

}  // namespace payoff
