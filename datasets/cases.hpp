// The worked cases: simulated studies whose true effect is known.
#pragma once

#include <map>
#include <string>
#include <vector>

// What an analysis of the case must find; becomes expected.json.
struct Expected {
  std::string metric;  // the primary one
  std::string design;  // a name of payoff::methods()
  std::string grade;
  double truth = 0;     // realised mean effect on the treated, in the metric's unit
  double relative = 0;  // the same as a share of what would have been without the tool
  bool covers = true;   // must the primary 95 % interval cover the truth?
  std::vector<std::string> claims_contain, claims_must_not_contain;
};

struct Case {
  std::map<std::string, std::string> files;  // data.csv, whole
  Expected expected;
};

Case support_assistant();
Case storefront_recommender();
Case coding_assistant();
Case idle_tool();
Case bad_month();
Case service_desk();
Case agents();
