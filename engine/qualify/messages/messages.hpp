// What a report may say of an answer: whole sentences by id, with named fields, in one place for each language.
//
// A field is a number as printed, a name of the study, or ({claim}) another whole sentence that this one goes on from.
// Nothing else in qualify/words holds words of its own, so that a sentence can be read, and translated, where it stands.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace payoff {

enum class MessageId {
  // The change, and who made it: grades A and B; estimated: C
  saved_hours,
  saved_hours_estimated,
  cut,
  cut_estimated,
  lowered,
  lowered_estimated,
  raised,
  raised_estimated,
  slower_each,
  slower_each_estimated,
  slower_in_all,
  slower_in_all_estimated,
  costs_hours,
  // What it rests on
  with_wide_interval,
  in_trial_with_gaps,
  gap_of_dates,
  if_nothing_else_at_one_date,
  if_nothing_else_at_many_dates,
  // How it lasted
  but_faded,
  but_turned,
  but_came_late,
  // A description: grades D and E
  fell_more,
  fell_less,
  fell_against,
  rose_more,
  rose_less,
  rose_against,
  came_out_lower,
  came_out_higher,
  stands_lower,
  stands_higher,
  levels_in_time,
  levels_of_groups,
  levels_of_changes,
  part_by_other_causes,
  all_by_other_causes,
  cause_not_shown,
  without_spell,
  faded_and,
  turned_and,
  came_late_and,
  for_the_worse,
  // No direction
  too_few_events,
  among_several,
  cannot_tell,
  no_change,
  no_change_if_hidden,
  not_estimated,
  no_grade_of_method,
  // Beside a headline
  by_own_account,
  beside_worse_guardrail,
  two_names,
  // In its brackets
  against,
  sample_of_one_group,
  sample_of_two_groups,
  grade_of_evidence,
  estimate_of_hours,
  net_of_rework,
  hours_beside,
  difference_of_levels,
  change_of_levels,
  change_against_others,
  p_in_family,
  adjusted_for,
  adjusted_for_against_unadjusted,
  moved_covariate,
  interval,
  no_interval,
  // Guardrails, what is ruled out, the others
  guardrail_fell,
  guardrail_rose,
  rules_out,
  rules_out_saving,
  rules_out_little,
  rules_out_little_saving,
  among_segment,
  other_fell_better,
  other_fell_worse,
  other_rose_better,
  other_rose_worse,
  other_by_chance,
  other_cannot_tell,
  other_no_change,
  segments_counted,
  other_not_estimated,
  segment_not_estimated,
  estimate_without_spell,
  // Money
  no_money,
  whole_change,
  rest_of_change,
  turned_change,
  money,
  money_of,
  money_if_caused,
  money_if_it_were_caused,
  if_harm_costs_nothing,
  npv,
  a_loss,
  rather_a_loss,
  chance_of_gain,
  chance_of_gain_supposed,
  pays_back,
  pays_back_supposed,
  projection,
  projection_of_unknown,
  goes_on_as_it_is,
  goes_on_as_at_last,
  fades_on,
  counts_values,
  counts_values_open,
  no_cost_is_stated,
  no_return,
  no_return_of_last_third,
  simulated_npv,
  to_break_even,
  // A lot held against the data
  lot_passed,
  lot_failed,
  lot_unasked,
  check_of_ratio,
  check_of_balance,
  check_of_attrition,
  check_of_missing,
  check_of_clusters,
  check_of_events,
  check_of_influence,
};

struct Field {
  std::string name, value;
};

// The sentence with its fields filled in; fields that it does not name are left out.
std::string say(MessageId id, const std::vector<Field>& fields = {});

// The sentences of a language, in the order of their ids.
struct Message {
  MessageId id;
  std::string_view text;
};
extern const std::vector<Message> english;

}  // namespace payoff
