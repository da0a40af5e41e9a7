// The columns of MomentsQuery where units were seen before the rollout, of rows with before<k> and the like (unit_rows.hpp).
//
// A unit's past is x = (before - R befored) / mean of befored, where R is the mean of all units that have one; 0 for who has
// none, and NULL where there is no value after the rollout.
#pragma once

#include <string>

#include "ingest/sql/query_parts.hpp"

namespace payoff {

// SQL of x, of a row with past_mean<k> and past_weight<k>, whether or not there is a value after the rollout.
std::string past_x(const QueryParts& parts, std::size_t metric);

// Of sums(): past<k> units with a value before the rollout, followed<k> of them with one after it, too, pastcells<k> of these
// periods, pastnonzero<k>, paststep<s>_<k>, pastv<k> the sum of the values and pastw<k> the largest, pastd<k> and pastx<k>
// those of a ratio's denominators.
std::string past_sums(const QueryParts& parts, std::size_t metric, const Dialect& dialect);

// Of squares(), in the rows that it sums: x<k>; p<k> and q<k> a unit's own value before and after the rollout, less what they
// are counted from.
std::string past_deviations(const QueryParts& parts, std::size_t metric);

// Of squares(): x<k>, xx<k>, xe<k>, xd<k> sums of x and of its products with x, e, d; p<k> and pp<k> of all that have a past,
// fp<k>, fq<k>, fpp<k>, fpq<k> and fqq<k> of those who were followed.
std::string past_squares(const QueryParts& parts, std::size_t metric, const Dialect& dialect);

}  // namespace payoff
