// Who got the tool, and when; at which level; and for whom the effect is shown apart.
#include <fmt/format.h>

#include "study/draft/guessing.hpp"
#include "study/draft/words.hpp"

namespace payoff {

// Dates of units that lie within the data, and not at one day for all.
bool Guess::choose_adoption() {
  if (!time_ || !is_date(time_)) return false;
  std::vector<std::pair<const Link*, Column>> found;
  int best = -1;
  const auto is_known = [&](const Link& link, const SurveyedColumn& c) {
    return kind_of(link.table) == ExportKind::roster &&
           known_column(link.table, known_[link.table]->format->adopted_on) == &c;
  };
  const auto consider = [&](const Link* link, const SurveyedColumn& c, std::size_t all) {
    if (!is_date(&c) || c.there == 0 || is_taken(&c) || c.low <= time_->low || c.low >= time_->high) return;
    const bool some_never = c.there < all || (link && link->lists_only_some);
    if (!some_never && c.distinct < 2) return;
    if (!link && !is_constant(&c)) return;
    const int rank = 4 * (link && is_known(*link, c)) + 2 * suggests(c.name, Topic::adoption) + (c.distinct > 1);
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
    plan_.questions.push_back(
        {DraftTopic::adopted_on, fmt::format("which date is each unit's first day with the tool: {}?", names)});
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
    if (suggests(column.name, Topic::usage)) continue;  // who uses it has chosen to
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
  plan_.rollout.group = group_->name;
  choose_arms();
  ask_for_date();
  return true;
}

// As the answers say; else the label that says it is without the tool, and the first of the others.
void Guess::choose_arms() {
  std::vector<std::string> arms = group_->labels;
  std::ranges::sort(arms);
  const auto take = [&](const std::string& said, auto is_it) {
    const auto found = said.empty() ? std::ranges::find_if(arms, is_it) : std::ranges::find(arms, said);
    std::string label = found == arms.end() ? said : *found;
    if (found != arms.end()) arms.erase(found);
    return label;
  };
  const auto any = [](const std::string&) { return true; };
  plan_.rollout.treated = answers_.treated;
  std::erase(arms, answers_.treated);
  plan_.rollout.comparison = take(answers_.comparison, says_comparison);
  if (answers_.treated.empty()) plan_.rollout.treated = take("", any);
  if (plan_.rollout.comparison.empty()) plan_.rollout.comparison = take("", any);
  plan_.other_arms = std::move(arms);
}

// Of groups with a time: when it began, or that a lottery drew them.
void Guess::ask_for_date() {
  constexpr std::size_t few_events = 8;
  if (events_ && group_ && answers_.date.empty() && is_constant(group_) && rows().rows < few_events * unit_->distinct) {
    plan_.notes.push_back(
        fmt::format("{} has few rows each: all of them are one total; where the tool began within these "
                    "data, add \"time\": \"{}\" to the columns and a date to the rollout",
                    unit_->name, time_->name));
    time_ = nullptr;
    plan_.columns.time = plan_.columns.period = "";
  }
  plan_.rollout.date = answers_.date;
  if (time_ && answers_.date.empty() && !answers_.randomized) {
    plan_.rollout.date = "?";
    plan_.questions.push_back(
        {DraftTopic::date,
         fmt::format(
             "when did {} begin with the tool? Write \"date\": \"2025-03-31\". Or did a lot that was drawn before "
             "all of these data decide who got it?",
             plan_.rollout.treated)});
  }
}

// As the answers say.
bool Guess::take_rollout() {
  plan_.rollout.randomized = answers_.randomized;
  if (!answers_.adopted_on.empty()) {
    plan_.rollout.adopted_on = answers_.adopted_on;
    const auto look = [&](const Link* link, const SurveyedTable& table) {
      for (const SurveyedColumn& column : table.columns)
        if (named(link, &column) == answers_.adopted_on) adoption_ = &column, adoption_link_ = link;
    };
    look(nullptr, rows());
    for (const Link& link : links_) look(&link, survey_.tables()[link.table]);
    if (adoption_) taken_.push_back(adoption_);
    return true;
  }
  if (answers_.group.empty()) return false;
  plan_.rollout.group = answers_.group;
  plan_.rollout.treated = answers_.treated;
  plan_.rollout.comparison = answers_.comparison;
  group_ = column_named(answers_.group);
  if (group_) taken_.push_back(group_);
  ask_for_date();
  return true;
}

void Guess::choose_rollout() {
  const bool dated = !answers_.date.empty() || answers_.randomized;  // then no unit has a date of its own
  if (take_rollout() || (!dated && (take_known_adoption() || choose_adoption())) || choose_group()) return;
  plan_.rollout.date = answers_.date;
  if (!answers_.date.empty()) return;
  plan_.questions.push_back(
      {DraftTopic::rollout,
       time_
           ? "who got the tool, and when? Write \"adopted_on\": a column or SQL of each unit's first day (empty = "
             "never); or "
             "\"group\", \"treated\" and \"date\""
           : "who got the tool? Write \"group\": a column or SQL, and \"treated\": its value for those with the tool"});
}

// Of events: when each unit was there, as a roster of all of them says. Dates of coming lie before the data's end and are
// there for all; those of leaving lie after its beginning, and most lack one.
void Guess::choose_observation() {
  constexpr double most_seen = 0.8;
  if (!events_ || !time_) return;
  for (const Link& link : links_) {
    if (link.lists_only_some || link.of_rows != unit_) continue;
    if (survey_.share_found(link.table, *link.of_table, main_, *link.of_rows) < most_seen)
      continue;  // a list of all staff
    const SurveyedTable& table = survey_.tables()[link.table];
    for (const SurveyedColumn& c : table.columns) {
      if (!is_date(&c) || is_taken(&c)) continue;
      const bool came = suggests(c.name, Topic::hired) && c.there == table.rows && c.low < time_->high;
      const bool went = suggests(c.name, Topic::left) && c.there > 0 && 2 * c.there < table.rows && c.high > time_->low;
      if (!came && !went) continue;
      taken_.push_back(&c);
      (came ? plan_.columns.observed_from : plan_.columns.observed_to) = named(&link, &c);
      plan_.notes.push_back(fmt::format("{}: {} it a unit was not there, so that no events are no zero",
                                        named(&link, &c), came ? "before" : "after"));
    }
  }
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

// Labels of units, few and each of many, for which the effect is shown apart.
void Guess::choose_segments() {
  constexpr std::size_t most_labels = 6, units_each = 10, most_segments = 2;
  const auto consider = [&](const Link* link, const SurveyedTable& table, const SurveyedColumn& c) {
    const bool good = c.content == Content::text && c.distinct >= 2 && c.distinct <= most_labels &&
                      units_each * c.distinct <= unit_->distinct && c.there == table.rows && !is_taken(&c);
    // What says yes or no is no kind of people, least of all whether they used the tool.
    const bool flag = suggests(c.name, Topic::usage) || std::ranges::any_of(c.labels, says_comparison);
    if (!good || flag || plan_.columns.segments.size() == most_segments || (!link && !is_constant(&c))) return;
    taken_.push_back(&c);
    plan_.columns.segments.push_back({spoken_of(&c), named(link, &c), {}});
  };
  if (!unit_ || unit_->distinct == rows().rows) return;
  for (const Link& link : links_)
    if (!link.lists_only_some && link.of_rows == unit_)
      for (const SurveyedColumn& column : survey_.tables()[link.table].columns)
        consider(&link, survey_.tables()[link.table], column);
  for (const SurveyedColumn& column : rows().columns) consider(nullptr, rows(), column);
}

}  // namespace payoff
