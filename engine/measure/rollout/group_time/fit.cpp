// Group-time effects: staggered adoption, each cohort compared with those that had not begun yet.
//
// Estimand  ATT: mean effect over all unit-periods with the tool (aggregation simple), in units of the metric. ATT(g,t)
//           is the mean effect on cohort g in period t; dynamic, group, calendar average them otherwise.
// Formula   ATT(g, t) = change of cohort g from b, its last period before adoption, to t, less the change of comparison
//           units that had not begun by max(b, t) (C&S, eq. 2.4 to 2.9), as means, or adjusted for covariates at b
//           (pairs.cpp); headline = sum over t >= g of p_g ATT(g, t) / sum of p_g   (C&S, section 3.2)
//           Ratio metrics: the outcome is the ratio, units weigh as their mean denominator before anyone began. Log
//           scale: exp(ATT) - 1. A unit counts in a cell when it was seen in both of its periods; where no unit
//           was ever seen twice, the data are repeated cross-sections (cross.cpp).
// Error     by cluster (the unit where none is declared). 40 clusters or more, 10 in every cohort: influence functions,
//           with that of the estimated shares, summed by cluster, G / (G - 1), t with G - 1. Fewer: all is estimated
//           anew without each cluster (jackknife.cpp), t with G - 1. Baseline B = mean outcome of the treated over the same
//           cells less ATT, ATT / B by the delta method. Uniform bands: multiplier bootstrap (bands.cpp),
//           widened as t is against the normal.
//           Leads jointly: pre_trend.hpp.
// Assumes   parallel trends (given covariates); no anticipation beyond the periods allowed; no spillover; no return.
// Refuses   no cohort with a period before and a comparison; one cluster of adopters has no interval.
// Limits    2,000 simulated studies each, AR(1) within units, shocks of clusters, effects that differ by cluster, a tenth
//           of cells missing: 95 % intervals of the headline cover in 94.7, 96.9, 96.5, 95.5, 96.3, 96.6, 96.5 % (8, 10,
//           12, 16, 20, 30, 39 clusters) and 96.3, 96.6, 96.7 % (40, 50, 80). Those of cohorts: 93 to 94 % (8 to
//           39, cohorts of 2 to 10 clusters) and 94 to 96 % (40 to 80, 1,000 studies, t with its clusters - 1).
//           Units that begin after the data end count as never-adopters, also where they may anticipate.
// Source    Callaway & Sant'Anna (2021), Difference-in-differences with multiple time periods; Sant'Anna & Zhao (2020),
//           Doubly robust difference-in-differences estimators; MacKinnon, Nielsen & Webb (2023), Fast and reliable
//           jackknife and bootstrap methods for cluster-robust inference.
// Checked   did 2.5.1 with DRDID 1.2.3, mpdta, 24 specifications: 1,532 of 1,536 numbers to 9 digits; the rest to 8.6,
//           where its logit stops one Newton step early. Weights fixed in four ways, repeated cross-sections: 9 digits.
//
// Notation  g cohort   t period   b base   p_g share of units   G clusters
#include "measure/rollout/group_time/fit.hpp"

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "measure/answer/said.hpp"
#include "measure/answer/sample.hpp"
#include "measure/diagnosis/path_findings.hpp"
#include "measure/diagnosis/pre_trend.hpp"
#include "measure/experiment/paired.hpp"
#include "measure/rollout/group_time/answers.hpp"
#include "measure/rollout/group_time/bands.hpp"
#include "measure/rollout/group_time/diagnosis.hpp"
#include "measure/rollout/group_time/jackknife.hpp"
#include "measure/rollout/group_time/options.hpp"

namespace payoff {
namespace {

GroupTimeChoice choice_of(const Question& question, const CohortPanel& panel) {
  GroupTimeChoice choice;
  choice.adjustment = group_time_adjustment.of(question);
  choice.never_only = group_time_comparison.of(question) == ComparedWith::never_adopters;
  choice.universal = group_time_base.of(question) == LeadsAgainst::last_before;
  choice.anticipation = group_time_anticipation.of(question);
  choice.cross_sections = seen_once(panel);
  return choice;
}

class Estimation {
 public:
  Estimation(const Panel& panel, const Question& question, Extent extent, const Context& context)
      : question_(question),
        extent_(extent),
        context_(context),
        panel_(cohort_panel(panel, question)),
        choice_(choice_of(question, panel_)),
        kind_(group_time_aggregation.of(question)),
        fit_(group_time(panel_, choice_, context)),
        answers_(panel_, fit_, kind_, extent),
        precision_{question.level, degrees_of_freedom(panel_)},
        correction_(static_cast<double>(panel_.clusters) / (static_cast<double>(panel_.clusters) - 1)) {
    require_effects(panel, panel_, fit_);
    const GroupTimeErrors errors = group_time_errors.of(question);
    jackknife_ =
        errors == GroupTimeErrors::jackknife || (errors == GroupTimeErrors::automatic && calls_for_jackknife(panel_));
  }

  EffectWithPath answer(const Panel& panel) const {
    EffectWithPath result{start(panel), {}};
    Effect& effect = result.effect;
    const bool lone = adopting_clusters(panel_) < 2;
    const std::vector<double> v = lone ? std::vector<double>(answers_.size() * answers_.size(), missing)
                                       : (jackknife_ ? jackknife() : analytic());
    report_change(effect, answers_.moments(v), precision_);
    if (effect.metric.scale == Scale::log)
      effect.baseline = log_baseline(panel, panel_, question_, answers_.headline.value);
    if (!effect.usable) explain_no_interval(effect, lone);
    if (jackknife_ && !lone) {
      effect.interval_by = IntervalBy::jackknife;
      effect.inference = say(MessageId::inference_leave_one_out, {{"clusters", format_count(panel_.clusters)}});
    }
    if (extent_ == Extent::headline) return result;
    add_path(result, v);
    add_cohorts(effect, panel, v);
    add_pre_trend(effect, result.path, {panel_.clusters, jackknife_ ? 1 : correction_});
    add_facts(effect, panel, panel_, fit_);
    return result;
  }

 private:
  Effect start(const Panel& panel) const {
    std::vector<bool> used(panel.units.size());
    for (const std::int32_t u : panel_.unit) used[u] = true;
    Effect effect = describe(panel, question_, {panel, question_.metric, std::move(used)});
    effect.method = "group_time";
    effect.estimand = "ATT";
    effect.against = say(choice_.never_only ? MessageId::against_never : MessageId::against_not_yet);
    effect.observations =
        static_cast<std::size_t>(std::ranges::count_if(panel_.outcome, [](double y) { return !std::isnan(y); }));
    return effect;
  }

  std::vector<double> analytic() const {
    std::vector<double> v = influence_covariance(panel_, fit_, answers_.targets(), context_);
    for (double& value : v) value *= correction_;
    return v;
  }

  std::vector<double> jackknife() const {
    GroupTimeChoice asked = choice_;
    asked.leads = extent_ == Extent::whole;
    const auto numbers = [&](const CohortPanel& rest, const GroupTime& fit) {
      return Answers(rest, fit, kind_, extent_, Loadings::none).numbers_like(answers_);
    };
    return jackknife_covariance(panel_, asked, answers_.numbers_like(answers_), numbers, context_);
  }

  void add_path(EffectWithPath& result, const std::vector<double>& v) const {
    const double wider = jackknife_ ? bonferroni_factor(answers_.path.key.size(), precision_)
                                    : uniform_factor(panel_, fit_, answers_.path.each,
                                                     answers_.path_errors(v, correction_), question_.level, context_);
    EventPath& path = result.path;
    std::vector<std::size_t> kept;
    for (std::size_t j = 0; j < answers_.path.key.size(); ++j) {
      const GroupTimeTarget& target = answers_.path.each[j];
      const int e = answers_.path.key[j];
      if (target.loading.empty()) {
        result.effect.path.push_back({e, 0, 0, 0, 0, 0, 0});
        path.reference = e;
        continue;
      }
      const Estimate point = answers_.estimate_of(target, answers_.place_of_path(j), v, precision_);
      const double half = wider * (point.high - point.estimate);
      result.effect.path.push_back(
          {e, point.estimate, point.se, point.low, point.high, point.estimate - half, point.estimate + half});
      if (!std::isnan(point.se)) kept.push_back(j);
    }
    if (!choice_.universal) return;
    for (const std::size_t j : kept) {
      path.event_time.push_back(answers_.path.key[j]);
      path.estimate.push_back(answers_.path.each[j].value);
      for (const std::size_t l : kept) {
        path.covariance.push_back(v[answers_.place_of_path(j) * answers_.size() + answers_.place_of_path(l)]);
      }
    }
    path.target = path_target(panel_, fit_, kind_, path.event_time);
    path.df = precision_.df;
    path.lead_blocks = lead_blocks(panel_);
    path.first_lead = first_common_lead(panel_);
  }

  void add_cohorts(Effect& effect, const Panel& panel, const std::vector<double>& v) const {
    for (std::size_t g = 0; g < panel_.cohorts.size(); ++g) {
      Cohort cohort = count_cohort(panel_, g);
      const auto at = std::ranges::find(answers_.cohorts.key, cohort.adopted_period) - answers_.cohorts.key.begin();
      if (at == std::ssize(answers_.cohorts.key)) {
        cohort.absolute.reason = why_no_effect(panel, panel_, fit_, g);
      } else {
        cohort.absolute =
            answers_.estimate_of(answers_.cohorts.each[at], answers_.place_of_cohort(at), v, precision_of(cohort));
        if (cohort.clusters < 2) without_interval(cohort.absolute);
      }
      cohort.absolute.unit = unit_of(effect.metric);
      effect.cohorts.push_back(cohort);
    }
  }

  // Its own clusters are most of what is uncertain about a cohort; leaving out whole clusters allows for that already.
  Precision precision_of(const Cohort& cohort) const {
    const double df = jackknife_ ? precision_.df : std::min(precision_.df, static_cast<double>(cohort.clusters) - 1);
    return {precision_.level, df};
  }

  static void without_interval(Estimate& estimate) {
    estimate.se = estimate.low = estimate.high = estimate.p = missing;
    estimate.reason = say(MessageId::why_one_cluster);
  }

  Question question_;
  Extent extent_;
  const Context& context_;
  CohortPanel panel_;
  GroupTimeChoice choice_;
  Aggregation kind_;
  GroupTime fit_;
  Answers answers_;
  Precision precision_;
  double correction_;  // of a variance from influence
  bool jackknife_ = false;
};

std::string fits_group_time(const RolloutFacts& facts) {
  if (!facts.staggered() || facts.one_by_one()) return {};
  return say(MessageId::choice_group_time);
}

constexpr Variant group_time_variants[] = {
    {.name = said<MessageId::method_group_time>, .remark = said<MessageId::remark_from_last_before>},
    {.name = said<MessageId::way_never_adopters>,
     .remark = said<MessageId::remark_against_never>,
     .option = "comparison",
     .choice = "never",
     .staggered = true,
     .never_adopters = true}};

Effect answer_group_time(const Panel& panel, const Question& question, const Context& context) {
  return Estimation(panel, question, Extent::headline, context).answer(panel).effect;
}

Effect fit(const Panel& panel, const Question& question, const Context& context) {
  Effect effect = with_path_findings(fit_group_time(panel, question, context), panel, context);
  if (effect.usable) add_before_after(effect, panel, question);
  return effect;
}

}  // namespace

EffectWithPath fit_group_time(const Panel& panel, const Question& question, const Context& context) {
  return Estimation(panel, question, Extent::whole, context).answer(panel);
}

extern const Method group_time_method{
    .name = "group_time",
    .title = said<MessageId::method_group_time>,
    .answers = "Did those who began earlier improve more than those who had not begun yet?",
    .needs = {.sentence = "Units that began at different times, seen before and after; some not yet or never.",
              .before = true,
              .periods = true},
    .compares = Compares::cohorts,
    .best_grade = 'A',
    .options = group_time_options,
    .fits = fits_group_time,
    .fit = fit,
    .answer = answer_group_time,
    .variants = group_time_variants};

}  // namespace payoff
