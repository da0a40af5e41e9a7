// The steps from what tables hold to a plan, each of which knows what the earlier ones took.
#pragma once

#include <algorithm>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "ingest/formats/formats.hpp"
#include "study/draft/guess.hpp"

namespace payoff {

using Column = const SurveyedColumn*;

inline bool is_date(Column c) {
  return c->content == Content::date || c->content == Content::moment;
}
inline bool is_number(Column c) {
  return c->content == Content::number || c->content == Content::whole;
}
inline bool is_label(Column c) {
  return c->content == Content::text || c->content == Content::whole;
}

// Of its name within SQL.
std::string sql_of(Column c);

// A table that the rows look up.
struct Link {
  std::size_t table;
  Column of_rows, of_table;
  bool lists_only_some;  // of those whom the rows are about
};

class Guess {
 public:
  Guess(Survey& survey, const DraftAnswers& answers) : survey_(survey), answers_(answers) {}

  Plan plan() {
    recognise_tables();
    choose_rows();
    choose_links();
    choose_unit_and_time();
    choose_rollout();
    choose_observation();
    choose_cluster();
    choose_segments();
    choose_metrics();
    return std::move(plan_);
  }

 private:
  const SurveyedTable& rows() const { return survey_.tables()[main_]; }
  bool is_taken(Column c) const { return std::ranges::find(taken_, c) != taken_.end(); }
  bool is_constant(Column c) { return !unit_ || survey_.is_constant_within(main_, *unit_, *c); }
  std::string named(const Link* link, Column c) const {
    return link ? plan_.joins[static_cast<std::size_t>(link - links_.data())].name + "." + c->name : c->name;
  }

  std::string file_name(std::size_t table) const;

  void recognise_tables();
  ExportKind kind_of(std::size_t table) const;
  // Null where the table is not known, or has none.
  Column known_column(std::size_t table, const std::string& role) const;
  Column first_known(std::size_t table, std::initializer_list<const char*> roles);  // of these
  Column column_named(const std::string& name) const;                               // of the rows; null = there is none
  std::optional<std::string> with_columns(const std::string& sql) const;
  std::optional<MetricSource> known_metric(MetricSource metric);
  Column as_moments(Column c);
  bool take_known_adoption();
  std::string take_currency();
  bool add_known_metrics();
  void add_bill(std::size_t table);

  void choose_rows();
  void choose_links();
  Column first_fifteen(Column c);
  std::optional<Link> link_to(std::size_t table);
  void choose_unit_and_time();
  void take_unit_and_time();
  bool choose_panel();
  void choose_events();
  Column unit_of_events();
  void choose_rollout();
  bool choose_adoption();
  bool choose_group();
  void choose_arms();
  bool take_rollout();
  void ask_for_date();
  void choose_observation();
  void choose_cluster();
  void choose_segments();
  void choose_metrics();
  void add_events();
  void say_events(const std::string& row);
  const char* unit_between(Column from, Column to);
  void add_numbers();
  void add_ratio();
  MetricSource metric_of(Column c) const;
  std::string row_word() const;
  std::string currency() const;
  std::string spoken_of(Column c) const;

  Survey& survey_;
  const DraftAnswers& answers_;
  std::vector<std::optional<Recognised>> known_;  // (tables)
  std::deque<SurveyedColumn> made_;               // of others: numbers that are times, ids cut short
  std::size_t main_ = 0;
  std::vector<Link> links_;
  std::vector<Column> taken_;
  Column unit_ = nullptr, time_ = nullptr, adoption_ = nullptr, group_ = nullptr;
  const Link* adoption_link_ = nullptr;
  bool events_ = false;
  Plan plan_;
};

}  // namespace payoff
