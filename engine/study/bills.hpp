// The bills of a study as months of its money: month 1 is the calendar month in which the first began.
#pragma once

#include "payoff/study.hpp"

namespace payoff {

struct BillsOfStudy {
  std::vector<Bill> bills;   // what they cost the people of the study
  std::vector<Spend> spend;  // and all that was billed, by the same places
};

// Appends the files that were read to `inputs`. Throws as load_bill, and Error(usage) for a rollout without a date and for a
// bill that ends before the horizon and does not say how it goes on; Error(data) for units of whom none is in the study.
BillsOfStudy bills_of(const Study& study, const Panel& panel, const RunSettings& settings, std::vector<Input>& inputs);

}  // namespace payoff
