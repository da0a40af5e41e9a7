// What is measured: durations and counts of events, and numbers that are not names of things.
#include <fmt/format.h>

#include <filesystem>

#include "base/letters.hpp"
#include "ingest/source/duckdb.hpp"
#include "payoff/error.hpp"
#include "study/draft/guessing.hpp"
#include "study/draft/words.hpp"

namespace payoff {
namespace {

// Numbers that number things: named so, one after another, or as large as seconds since 1970.
bool is_id(Column c) {
  constexpr double as_seconds = 1e9;
  constexpr std::size_t fewest = 10;
  if (suggests(c->name, Topic::key) || suggests(c->name, Topic::period)) return true;
  const bool in_turn =
      c->distinct == c->there && c->distinct >= fewest && c->high - c->low + 1 == static_cast<double>(c->distinct);
  return c->content == Content::whole && (in_turn || c->low >= as_seconds);
}

}  // namespace

// "ticket" of "Ticket ID", or of tickets.csv: what a row is.
std::string Guess::row_word() const {
  for (const SurveyedColumn& column : rows().columns) {
    if (column.distinct != rows().rows || !is_label(&column)) continue;
    std::vector<std::string> words = words_of(column.name);
    const std::size_t keys =
        std::erase_if(words, [](const std::string& word) { return suggests(word, Topic::key) || word == "number"; });
    if (keys > 0 && words.size() == 1 && words[0].size() > 1) return words[0];
  }
  const std::vector<std::string> words = words_of(std::filesystem::path(rows().files[0]).stem().string());
  const std::string last = words.empty() ? "" : words.back();
  return last.size() > 2 && last.ends_with('s') ? last.substr(0, last.size() - 1) : "row";
}

// "assigned" of "Ticket assigned - Timestamp", "purchase revenue in usd" of "ecommerce.purchase_revenue_in_usd".
std::string Guess::spoken_of(Column c) const {
  std::vector<std::string> words = words_of(c->name.substr(c->name.rfind('.') + 1));
  const std::string row = row_word();
  std::erase_if(words, [&](const std::string& word) {
    return is_date(c) && (word == row || word == "timestamp" || word == "at" || word == "date" || word == "on");
  });
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text.empty() ? c->name : text;
}

// Of a column of codes that has one alone: "USD"; else nothing says it.
std::string Guess::currency() const {
  constexpr std::size_t code = 3;
  for (const SurveyedColumn& c : rows().columns)
    if (c.content == Content::text && c.distinct == 1 && c.labels[0].size() == code &&
        suggests(c.name, Topic::currency)) {
      std::string text = c.labels[0];
      std::ranges::transform(text, text.begin(), to_upper);
      return text;
    }
  return {};
}

MetricSource Guess::metric_of(Column c) const {
  MetricSource source{.metric = {.name = c->name}};
  Metric& metric = source.metric;
  const std::string unit = time_unit_in(c->name);
  if (suggests(c->name, Topic::duration)) metric.better = Better::lower;
  if (!unit.empty() && (unit != "days" || suggests(c->name, Topic::duration))) {
    metric.kind = MetricKind::time;
    metric.unit = unit;
    metric.better = Better::lower;
  } else if (suggests(c->name, Topic::revenue)) {
    metric.kind = MetricKind::revenue;
    metric.unit = currency();
  } else if (c->content == Content::whole && suggests(c->name, Topic::count)) {
    metric.kind = MetricKind::count;
  }
  if (c->name.find_first_of("._") != std::string::npos) metric.label = spoken_of(c);
  return source;
}

// In which what lies between two of its times is a number that people say.
const char* Guess::unit_between(Column from, Column to) {
  const bool clocks = from->content == Content::moment && to->content == Content::moment;
  const double days = survey_.mean_difference(main_, *from, *to);
  return !clocks || days >= 3 ? "days" : days < 0.2 ? "minutes" : "hours";
}

// Durations between two of its times, and how many there are.
void Guess::add_events() {
  const std::string row = row_word();
  Column from = nullptr, to = nullptr;
  for (const SurveyedColumn& c : rows().columns)
    if (c.content == Content::moment && suggests(c.name, Topic::end) && 2 * c.there > rows().rows) to = &c;
  for (const SurveyedColumn& c : rows().columns)
    if (to && c.content == Content::moment && &c != to && (&c == time_ || suggests(c.name, Topic::begin)) &&
        survey_.share_in_order(main_, c, *to) > 0.98 && (!from || survey_.share_in_order(main_, *from, c) > 0.98))
      from = &c;
  if (from && to) {
    plan_.metrics.push_back({.metric = {.name = "duration",
                                        .kind = MetricKind::time,
                                        .unit = unit_between(from, to),
                                        .per = row,
                                        .better = Better::lower,
                                        .label = fmt::format("time from {} to {}", spoken_of(from), spoken_of(to))},
                             .aggregate = Aggregate::mean,
                             .from = from->name,
                             .to = to->name});
    taken_.insert(taken_.end(), {from, to});
  }
  Column kinds = nullptr;  // of events: page_view, purchase
  for (const SurveyedColumn& c : rows().columns)
    if (c.content == Content::text && c.distinct >= 2 && c.distinct <= 8 && suggests(c.name, Topic::event) &&
        !is_taken(&c))
      kinds = &c;
  if (!kinds)
    plan_.metrics.push_back({.metric = {.name = row + "s", .kind = MetricKind::count}, .aggregate = Aggregate::count});
  for (std::size_t i = 1; kinds && i < kinds->labels.size(); ++i)  // the most frequent kind is what always happens
    plan_.metrics.push_back({.metric = {.name = kinds->labels[i], .kind = MetricKind::count},
                             .aggregate = Aggregate::count,
                             .where = fmt::format("{} = {}", sql_name(kinds->name), sql_text(kinds->labels[i]))});
  say_events(row);
}

void Guess::say_events(const std::string& row) {
  plan_.many_events = !plan_.rollout.adopted_on.empty();
  plan_.notes.push_back(fmt::format("each row is one {}, counted by {}{}", row, unit_->name,
                                    time_ ? " and " + plan_.columns.period : ""));
}

void Guess::add_numbers() {
  constexpr std::size_t most_metrics = 6;
  std::vector<Column> numbers;
  for (const SurveyedColumn& c : rows().columns) {
    const bool sums = events_ && suggests(c.name, Topic::revenue);  // of few of many events
    if (!is_number(&c) || is_taken(&c) || is_id(&c) || c.distinct < 2 || (!sums && 2 * c.there < rows().rows)) continue;
    if (unit_ && time_ && is_constant(&c)) continue;                               // what a unit is, not what it does
    if (suggests(c.name, Topic::begin) || suggests(c.name, Topic::end)) continue;  // clocks
    numbers.push_back(&c);
  }
  const auto rank = [](Column c) {
    return !time_unit_in(c->name).empty()       ? 0
           : suggests(c->name, Topic::duration) ? 1
           : suggests(c->name, Topic::revenue)  ? 2
           : suggests(c->name, Topic::score)    ? 3
                                                : 4;
  };
  std::ranges::stable_sort(numbers, {}, rank);
  std::string unclear;
  for (const Column c : numbers) {
    if (plan_.metrics.size() == most_metrics) break;
    if (rank(c) == 1)
      plan_.notes.push_back(
          fmt::format("where {} is a time, write \"kind\": \"time\" and its unit, which no file says", c->name));
    if (rank(c) == 4) unclear += (unclear.empty() ? "" : ", ") + c->name;
    MetricSource metric = metric_of(c);
    const bool sums = metric.metric.kind == MetricKind::revenue;
    if (events_) metric.aggregate = sums ? Aggregate::sum : Aggregate::mean;
    if (events_ && !sums) metric.metric.per = row_word();
    plan_.metrics.push_back(metric);
  }
  if (!unclear.empty()) plan_.notes.push_back("whether higher or lower is better is not known of " + unclear);
  if (!events_ && numbers.size() > 1 && rank(numbers[0]) == 4)
    plan_.notes.push_back(
        fmt::format("which metric the study is about no name says: {} is only the first", numbers[0]->name));
}

// A total beside a number of things is so much per thing: minutes and tickets.
void Guess::add_ratio() {
  if (plan_.metrics.empty()) return;
  MetricSource& first = plan_.metrics[0];
  if (first.metric.kind != MetricKind::time) return;
  for (const MetricSource& other : plan_.metrics) {
    if (other.metric.kind != MetricKind::count || column_named(other.metric.name)->low <= 0) continue;
    if (survey_.share_in_order(main_, *column_named(other.metric.name), *column_named(first.metric.name)) < 0.9)
      continue;
    first.per = first.metric.per = other.metric.name;
    plan_.notes.push_back(fmt::format("{} is a total of the {} of its row", first.metric.name, first.per));
    return;
  }
}

void Guess::choose_metrics() {
  const bool known = add_known_metrics();
  if (!known && events_) add_events();
  if (!known) add_numbers();
  if (plan_.metrics.empty())
    throw Error(ErrorKind::data, {.file = rows().files[0]},
                "no column holds numbers that could be measured, but a metric must",
                "write study.json by hand; `payoff run --help` shows one");
  if (!known && !events_) add_ratio();
  for (std::size_t k = 1; k < plan_.metrics.size(); ++k) plan_.metrics[k].metric.role = Role::secondary;
  plan_.metrics[0].metric.role = Role::primary;
}

}  // namespace payoff
