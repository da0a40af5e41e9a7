// The joint variance of a did effect and of what would have been without the tool.
//
// Formula   B = M - beta, M = sum w y / sum w over the treated after adoption. Influence of a cluster: on beta the sum
// of
//           psi (absorbed_regression.hpp), on M the sum of w (y - M) / sum w; the moments are sums of their products.
//           cluster: times the factor of cr1.hpp;  hc1: cells in place of clusters, times n/(n-K), K with units.
#pragma once

#include "measure/answer/cr1.hpp"
#include "measure/answer/inference.hpp"
#include "measure/rollout/one_date/absorbed_regression.hpp"

namespace payoff {

// The treated after adoption.
struct TreatedAfter {
  double weight = 0, mean = 0;  // on the metric's scale
  double level = missing;       // log scale: mean on the level scale
};
TreatedAfter treated_after(const Panel& panel, const AbsorbedRegression& regression, const MetricColumn& column);

struct DidMoments {
  Moments cluster, hc1;
};
DidMoments did_moments(const Panel& panel, const AbsorbedRegression& regression, const TreatedAfter& after,
                       ParametersCounted counted = ParametersCounted::nested);

}  // namespace payoff
