// Files of results as tests make them: every number missing somewhere, every list empty somewhere, in every language.
#pragma once

#include "base/messages.hpp"
#include "report/random_case_study.hpp"

namespace payoff::example {

inline const std::vector<std::string>& results_documents() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> made;
    for (const CaseStudy& study : {CaseStudy{}, support_assistant(), no_change(), harm(), loss()})
      made.push_back(rendered(study, "json"));
    for (std::uint64_t seed = 0; seed < 60; ++seed)
      for (const std::string& language : languages())
        made.push_back(rendered(RandomCaseStudy(seed).draw(language), "json"));
    return made;
  }();
  return all;
}

}  // namespace payoff::example
