// POST /estimate: a study and its data in, what came of them out.
#pragma once

#include <string>

#include "tools/guest/guest.hpp"
#include "tools/serve/exchange.hpp"

namespace payoff {

struct SentStudy {
  std::string study;             // as study.json
  std::vector<ReportFile> data;  // by the names that the study gives them
};

// Of {"study": {...}, "data": {"tickets.csv": "..."}}, or of a form whose field "study" is the study and whose files are
// its data. Throws Error(usage) for anything else.
SentStudy sent_study(const Request& request);

// Runs it as a stranger's. 200 with results.json, or with the page or the text that Accept prefers; 422 where it is refused
// or was stopped at its limits, 400 for what is no study with data, 503 where the server ends.
Response estimate(const Request& request, const GuestHost& host);

}  // namespace payoff
