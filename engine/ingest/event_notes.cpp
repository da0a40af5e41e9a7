#include "ingest/event_notes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/messages.hpp"
#include "base/wording.hpp"
#include "data/spoken.hpp"
#include "ingest/source/source.hpp"

namespace payoff {
namespace {

bool is_by_period(const QueryParts& parts) {
  return parts.grain == Grain::periods && !parts.period_sql.empty();
}

std::string open_note(const MetricSource& metric, const ResultTable& arms) {
  double rows[2] = {0, 0}, open[2] = {0, 0};
  for (std::size_t i = 0; i < arms.rows; ++i) {
    const auto arm = static_cast<std::size_t>(arms["a"].integers[i]);
    rows[arm] = static_cast<double>(arms["n"].integers[i]);
    open[arm] = static_cast<double>(arms["open"].integers[i]);
  }
  const double all = rows[0] + rows[1], share = (open[0] + open[1]) / all;
  if (share == 0) return {};
  std::vector<Field> fields{{"open", format_fixed(open[0] + open[1], 0)},
                            {"rows", format_fixed(all, 0)},
                            {"end", metric.to},
                            {"metric", spoken(metric.metric)}};
  if (rows[0] == 0 || rows[1] == 0) return say(MessageId::note_still_open, fields);
  const double treated = open[1] / rows[1], comparison = open[0] / rows[0];
  fields.push_back({"with", format_significant(100 * treated, 2)});
  fields.push_back({"without", format_significant(100 * comparison, 2)});
  constexpr double surely = 3;  // standard errors
  const double error = std::sqrt(share * (1 - share) * (1 / rows[0] + 1 / rows[1]));
  const bool alike = std::abs(treated - comparison) <= surely * error;
  return say(alike ? MessageId::note_still_open_by_arm : MessageId::note_still_open_unlike, fields);
}

}  // namespace

bool counts_empty_periods(const QueryParts& parts) {
  return is_by_period(parts) && parts.counts_zeros();
}

bool asks_of_empty_periods(const QueryParts& parts) {
  const bool sums = std::ranges::any_of(
      parts.metrics, [](const MetricSource& each) { return each.aggregate == Aggregate::sum && each.per.empty(); });
  return counts_empty_periods(parts) || (sums && is_by_period(parts) && !parts.events_denied);
}

std::vector<std::string> event_notes(OpenSource& source, const PanelQuery& query, const QueryParts& parts,
                                     const ObservedCells& observed) {
  std::vector<std::string> notes;
  if (observed.all > observed.there)
    notes.push_back(
        say(counts_empty_periods(parts) ? MessageId::note_zero_periods : MessageId::note_periods_without_rows,
            {{"empty", format_count(observed.all - observed.there)}, {"all", format_count(observed.all)}}));
  if (observed.unseen_units > 0)
    notes.push_back(say(MessageId::note_units_without_events, {{"units", format_count(observed.unseen_units)}}));
  for (std::size_t k = 0; k < parts.metrics.size(); ++k) {
    if (parts.metrics[k].from.empty()) continue;
    const std::string note = open_note(parts.metrics[k], source.query(query.open_rows(source.relation(), k)));
    if (!note.empty()) notes.push_back(note);
  }
  return notes;
}

}  // namespace payoff
