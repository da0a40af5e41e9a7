#include "ingest/metric_words.hpp"

#include "base/messages.hpp"

namespace payoff {
namespace {

// Sentences are made of the names of metrics: where one is SQL, and nothing says what it is, they say as little as that.
void say_no_sql(const OpenSource& source, const Columns& columns, const std::vector<MetricSource>& metrics,
                Panel& panel) {
  if (!columns.metric_name.empty()) return;  // there they are cells
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    Metric& metric = panel.metrics[k].metric;
    if (!metric.per.empty() && metric.per == metrics[k].per && !source.has_column(metric.per)) metric.per = "items";
    const bool names_itself = counts_rows(metrics[k]) || !metrics[k].from.empty();
    if (metric.label.empty() && metrics[k].value.empty() && !names_itself && !source.has_column(metric.name))
      metric.label = say(MessageId::metric_without_name);
  }
}

// What was made of the rows of a period.
void say_how_aggregated(const std::vector<MetricSource>& metrics, Panel& panel) {
  for (std::size_t k = 0; k < metrics.size(); ++k) {
    const Aggregate how = metrics[k].aggregate;
    Metric& metric = panel.metrics[k].metric;
    if (is_mean_of_rows(metrics[k]) && metric.per.empty()) metric.per = "event";
    metric.averaged = metric.per.empty() && how != Aggregate::none && how != Aggregate::sum && !counts_rows(metrics[k]);
  }
}

}  // namespace

void call_metrics(const OpenSource& source, const QueryParts& parts, Panel& panel) {
  say_no_sql(source, parts.columns, parts.metrics, panel);
  say_how_aggregated(parts.metrics, panel);
}

}  // namespace payoff
