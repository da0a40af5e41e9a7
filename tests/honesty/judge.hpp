// What a report said of a drawn study, held against its truth.
#pragma once

#include <filesystem>
#include <string>

#include "honesty/worlds.hpp"
#include "payoff/report.hpp"

namespace honesty {

struct Judged {
  char grade = 'U';                // U: also where the study was refused
  bool directional = false;        // the headline says that it rose or fell
  bool false_direction = false;    // and it did not, or the other way
  bool more_than_truth = false;    // or by less than the interval holds
  bool named = false;              // a rule named the trouble of this world
  bool covers = false;             // the interval holds the truth
  bool secondary_false = false;    // a direction is said of a secondary metric
  bool money_above_truth = false;  // P10 of the net present value is above that of the truth
  std::string rules;               // "G05 G10": those that fired
  std::string weakening;           // of these those that lowered or capped the grade
  std::string headline;            // or why it was refused

  // The headline claims what is not so, in the words of A, B or C, and nothing says why it may be.
  bool overclaims() const { return (false_direction || more_than_truth) && grade <= 'C' && !named; }
  // What is not so, in words that leave it open, or with its trouble named.
  bool hedged() const { return (false_direction || more_than_truth) && !overclaims(); }
};

// Writes the study into the folder and runs it there.
payoff::CaseStudy run_drawn(const DrawnStudy& drawn, const std::filesystem::path& folder);

// Draws study `number` of the world into the folder, runs it there, and judges what is said.
Judged judge(const World& world, std::uint64_t number, const std::filesystem::path& folder);

}  // namespace honesty
