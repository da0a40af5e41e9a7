// How the first effect was estimated; the same facts of the others are beside their metric.
#include <cmath>

#include "base/messages.hpp"
#include "base/units.hpp"
#include "data/spoken.hpp"
#include "report/document/format.hpp"
#include "report/section/sections.hpp"
#include "report/section/tables.hpp"

namespace payoff {

Section method_section(const CaseStudy& study) {
  Section section{"method", say(MessageId::method), {}};
  if (!study.method_reason.empty()) section.blocks.push_back({Paragraph{study.method_reason}});
  if (study.effects.empty()) return section;
  const Effect& e = study.effects.front();
  Table table{say(MessageId::table_method, {{"metric", name_of(e)}}),
              {{say(MessageId::col_fact)}, {say(MessageId::col_value)}},
              {},
              "how_" + name_of(e) + "_was_estimated"};
  const auto count = [](std::size_t n) { return number(static_cast<double>(n)); };
  const auto add = [&](MessageId fact, const std::string& value) { table.rows.push_back({say(fact), value}); };
  add(MessageId::method, said_method(e));
  add(MessageId::fact_estimand, e.estimand);
  add(MessageId::fact_against, e.against);
  add(MessageId::col_standard_error,
      with_unit(number(e.absolute.se), std::isnan(e.absolute.se) ? "" : e.absolute.unit));
  add(MessageId::fact_df, degrees_of_freedom(e.absolute.df));
  add(MessageId::fact_clusters, with_aside(count(e.clusters), count(e.clusters_treated)));
  add(MessageId::fact_observations, count(e.observations));
  if (!e.inference.empty()) add(label_of_inference(e), e.inference);
  if (study.rollout_period != never)
    add(e.cohorts.empty() ? MessageId::fact_rollout : MessageId::fact_first_adoption,
        spoken(study.calendar, study.rollout_period));
  if (!study.disclosure.run_by.empty()) add(MessageId::fact_run_by, study.disclosure.run_by);
  if (!study.disclosure.commissioned_by.empty()) add(MessageId::fact_commissioned_by, study.disclosure.commissioned_by);
  section.blocks.push_back({table});
  return section;
}

}  // namespace payoff
