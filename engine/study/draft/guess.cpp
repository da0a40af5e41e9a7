// Who, when, and with or without the tool.
#include "study/draft/guess.hpp"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>

#include "payoff/error.hpp"
#include "study/draft/guessing.hpp"
#include "study/draft/words.hpp"

namespace payoff {
namespace {

bool is_measure(const std::string& name) {
  return std::ranges::any_of(std::vector{Topic::duration, Topic::revenue, Topic::score, Topic::count},
                             [&](Topic topic) { return suggests(name, topic); });
}

// Timestamps at midnight.
bool is_of_days(Column c) {
  return c->low == std::floor(c->low) && c->high == std::floor(c->high);
}

}  // namespace

void Guess::choose_rows() {
  for (std::size_t i = 1; i < survey_.tables().size(); ++i)
    if (survey_.tables()[i].rows > rows().rows) main_ = i;
  if (rows().rows == 0)
    throw Error(ErrorKind::data, {.file = rows().file}, "there is a header but no rows", "export it again");
  plan_.files.push_back(rows().file);
}

// By the values that two columns share: those of the table are its keys.
std::optional<Link> Guess::link_to(std::size_t table) {
  constexpr std::size_t fewest_keys = 3;
  constexpr double most = 0.8;
  std::optional<Link> best;
  double best_share = 0;
  for (const SurveyedColumn& key : survey_.tables()[table].columns) {
    if (!is_label(&key) || key.distinct != key.there || key.distinct < fewest_keys) continue;
    for (const SurveyedColumn& column : rows().columns) {
      if (column.content != key.content || column.distinct < fewest_keys) continue;
      const double known = survey_.share_found(main_, column, table, key);
      const double seen = known > 0 ? survey_.share_found(table, key, main_, column) : 0;
      if (std::max(known, seen) < most || known + seen <= best_share) continue;
      best_share = known + seen;
      best = Link{table, &column, &key, known < most};
    }
  }
  return best;
}

void Guess::choose_links() {
  links_.reserve(survey_.tables().size());
  for (std::size_t table = 0; table < survey_.tables().size(); ++table) {
    if (table == main_) continue;
    const std::string& file = survey_.tables()[table].file;
    const std::optional<Link> link = link_to(table);
    if (!link) {
      plan_.notes.push_back(fmt::format("{} is left out: no column of it has one row for each value of {}",
                                        std::filesystem::path(file).filename().string(),
                                        std::filesystem::path(rows().file).filename().string()));
      continue;
    }
    links_.push_back(*link);
    plan_.joins.push_back({.name = std::filesystem::path(file).stem().string(),
                           .source = {.files = {file}},
                           .on = {{link->of_rows->name, link->of_table->name}},
                           .keep_unmatched = link->lists_only_some});
  }
}

// With some date it has at most one row.
Column Guess::unit_of_panel() {
  Column found = nullptr;
  for (const SurveyedColumn& column : rows().columns) {
    if (!is_label(&column) || column.there < rows().rows || 2 * column.distinct > rows().rows || column.distinct < 2)
      continue;
    if (column.content == Content::whole && is_measure(column.name)) continue;
    if (found && !(suggests(column.name, Topic::unit) && !suggests(found->name, Topic::unit))) continue;
    for (const SurveyedColumn& time : rows().columns) {
      const bool counts = time.content == Content::whole && suggests(time.name, Topic::period) && time.distinct <= 1000;
      // Periods are shared by several, and have no clock, as moments of events do.
      const bool shared = 2 * time.distinct <= rows().rows && (time.content != Content::moment || is_of_days(&time));
      if (&time == &column || !shared || time.distinct < 2 || time.there < rows().rows || !(is_date(&time) || counts))
        continue;
      if (!survey_.is_key(main_, {&column, &time})) continue;
      found = &column;
      time_ = &time;
      break;
    }
  }
  return found;
}

// Whom most events are of: a column of many labels that come again.
Column Guess::unit_of_events() {
  constexpr std::size_t fewest = 4, rows_each = 3;
  Column found = nullptr;
  for (const SurveyedColumn& column : rows().columns) {
    const bool named_so = suggests(column.name, Topic::unit) || suggests(column.name, Topic::key);
    const bool good = (column.content == Content::text || (is_number(&column) && named_so)) &&
                      column.distinct >= fewest && rows_each * column.distinct <= column.there &&
                      100 * column.there >= 95 * rows().rows && !suggests(column.name, Topic::count);
    if (!good) continue;
    const auto rank = [](Column c) { return std::pair(suggests(c->name, Topic::unit), c->distinct); };
    if (!found || rank(&column) > rank(found)) found = &column;
  }
  return found;
}

void Guess::choose_unit_and_time() {
  unit_ = unit_of_panel();
  if (!unit_) {
    for (const SurveyedColumn& column : rows().columns) {
      if (!is_date(&column) || 100 * column.there < 99 * rows().rows || column.distinct < 3) continue;
      if (!time_ || (suggests(column.name, Topic::begin) && !suggests(time_->name, Topic::begin))) time_ = &column;
    }
    for (const Link& link : links_)
      if (2 * link.of_rows->distinct <= rows().rows) unit_ = link.of_rows;
    if (!unit_ && time_) unit_ = unit_of_events();
    events_ = unit_ && time_;
  }
  if (!unit_)
    for (const SurveyedColumn& column : rows().columns)
      if (!unit_ && is_label(&column) && column.distinct == rows().rows &&
          (column.content == Content::text || suggests(column.name, Topic::key)))
        unit_ = &column;
  if (unit_) plan_.columns.unit = unit_->name, taken_.push_back(unit_);
  if (time_) plan_.columns.time = time_->name, taken_.push_back(time_);
  constexpr double eight_weeks = 56;
  if (events_) plan_.columns.period = time_->high - time_->low >= eight_weeks ? "week" : "day";
}

// Dates of units that lie within the data, and not at one day for all.
bool Guess::choose_adoption() {
  if (!time_ || !is_date(time_)) return false;
  std::vector<std::pair<const Link*, Column>> found;
  int best = -1;
  const auto consider = [&](const Link* link, const SurveyedColumn& c, std::size_t all) {
    if (!is_date(&c) || c.there == 0 || is_taken(&c) || c.low <= time_->low || c.low >= time_->high) return;
    const bool some_never = c.there < all || (link && link->lists_only_some);
    if (!some_never && c.distinct < 2) return;
    if (!link && !is_constant(&c)) return;
    const int rank = 2 * suggests(c.name, Topic::adoption) + (c.distinct > 1);
    if (rank > best) found.clear(), best = rank;
    if (rank == best) found.emplace_back(link, &c);
  };
  for (const Link& link : links_)
    for (const SurveyedColumn& column : survey_.tables()[link.table].columns)
      consider(&link, column, survey_.tables()[link.table].rows);
  for (const SurveyedColumn& column : rows().columns) consider(nullptr, column, rows().rows);
  if (found.empty()) return false;
  if (found.size() > 1) {
    std::string names;
    for (const auto& [link, column] : found) names += (names.empty() ? "" : " or ") + named(link, column);
    plan_.questions.push_back(fmt::format("which date is each unit's first day with the tool: {}?", names));
    return true;
  }
  std::tie(adoption_link_, adoption_) = found.front();
  taken_.push_back(adoption_);
  plan_.rollout.adopted_on = named(adoption_link_, adoption_);
  return true;
}

// A column of few labels, one of which says that it is without the tool.
bool Guess::choose_group() {
  constexpr std::size_t most_arms = 6;
  int best = -1;
  for (const SurveyedColumn& column : rows().columns) {
    if (is_taken(&column) || column.distinct < 2 || column.distinct > most_arms || is_date(&column)) continue;
    if (column.there < rows().rows || std::ranges::none_of(column.labels, says_comparison)) continue;
    const bool named_so = suggests(column.name, Topic::group);
    const bool numbers = is_number(&column);  // 0 and 1 may be anything
    if ((numbers || column.distinct > 4) && !named_so) continue;
    const int rank = 2 * named_so + !numbers;
    if (rank <= best || (time_ && !is_constant(&column))) continue;  // who used it in this row is no group
    best = rank;
    group_ = &column;
  }
  if (!group_) return false;
  if (unit_ && !is_constant(group_) && !events_ && !time_) {  // who works with and without the tool is no unit
    unit_ = nullptr;
    plan_.columns.unit.clear();
  }
  taken_.push_back(group_);
  std::vector<std::string> arms = group_->labels;
  std::ranges::sort(arms);
  const auto control = std::ranges::find_if(arms, says_comparison);
  plan_.rollout.group = group_->name;
  plan_.rollout.comparison = *control;
  arms.erase(control);
  plan_.rollout.treated = arms.front();
  plan_.other_arms.assign(arms.begin() + 1, arms.end());
  constexpr std::size_t few_events = 8;
  if (events_ && is_constant(group_) && rows().rows < few_events * unit_->distinct) {
    plan_.notes.push_back(
        fmt::format("{} has few rows each: all of them are one total; where the tool began within these "
                    "data, add \"time\": \"{}\" to the columns and a date to the rollout",
                    unit_->name, time_->name));
    time_ = nullptr;
    plan_.columns.time = plan_.columns.period = "";
  }
  if (time_) {
    plan_.rollout.date = "?";
    plan_.questions.push_back(fmt::format(
        "when did {} begin with the tool? Write \"date\": \"2025-03-31\"; or, where the groups were drawn by lot "
        "before all of these data, \"randomized\": true in its place",
        plan_.rollout.treated));
  }
  return true;
}

void Guess::choose_rollout() {
  if (choose_adoption() || choose_group()) return;
  plan_.questions.push_back(
      time_ ? "who got the tool, and when? Write \"adopted_on\": a column or SQL of each unit's first day (empty = "
              "never); or "
              "\"group\", \"treated\" and \"date\""
            : "who got the tool? Write \"group\": a column or SQL, and \"treated\": its value for those with the tool");
}

// The level at which the tool was given: the fewest labels of which each has one date, or one group.
void Guess::choose_cluster() {
  constexpr std::size_t fewest = 5;
  if (!unit_ || !(adoption_ || group_)) return;
  Column found = nullptr;
  const Link* where = nullptr;
  const auto consider = [&](const Link* link, std::size_t table, const SurveyedColumn& c, Column assigned) {
    const bool good = c.content == Content::text && c.distinct >= fewest && 2 * c.distinct <= unit_->distinct &&
                      c.there >= survey_.tables()[table].rows && (!found || c.distinct < found->distinct) &&
                      !is_taken(&c);
    if (!good || (!link && !is_constant(&c)) || !survey_.is_constant_within(table, c, *assigned)) return;
    found = &c;
    where = link;
  };
  if (adoption_link_ && !adoption_link_->lists_only_some)
    for (const SurveyedColumn& column : survey_.tables()[adoption_link_->table].columns)
      consider(adoption_link_, adoption_link_->table, column, adoption_);
  if (!adoption_link_)
    for (const SurveyedColumn& column : rows().columns)
      consider(nullptr, main_, column, adoption_ ? adoption_ : group_);
  if (!found) return;
  taken_.push_back(found);
  plan_.columns.cluster = named(where, found);
  plan_.notes.push_back(
      fmt::format("cluster: each {} has one {}", found->name, (adoption_ ? adoption_ : group_)->name));
}

Plan guess_plan(Survey& survey) {
  return Guess(survey).plan();
}

}  // namespace payoff
