// payoff: did the AI rollout pay off, by how much, and how sure may we be?
//
// Start here. In the order of the flow:
//     error.hpp     what goes wrong, and how it is said
//     panel.hpp     units, periods, metrics: the data once they are in order
//     frame.hpp     a table in memory, as Arrow columns
//     ingest.hpp    from files and databases to a panel and a ledger
//     measure.hpp   from a panel to effects
//     monetize.hpp  from an effect to money
//     qualify.hpp   the grade, and the words it allows
//     published.hpp what studies elsewhere found
//     assertion.hpp is what somebody claims borne out?
//     report.hpp    the case study as HTML, Markdown, JSON
//     study.hpp     study.json, and all of the above in one call
//     compare.hpp   what changed between two runs
//     portfolio.hpp many studies beside one another
#pragma once

#include "payoff/assertion.hpp"
#include "payoff/compare.hpp"
#include "payoff/error.hpp"
#include "payoff/facts.hpp"
#include "payoff/frame.hpp"
#include "payoff/ingest.hpp"
#include "payoff/measure.hpp"
#include "payoff/monetize.hpp"
#include "payoff/panel.hpp"
#include "payoff/portfolio.hpp"
#include "payoff/published.hpp"
#include "payoff/qualify.hpp"
#include "payoff/regression.hpp"
#include "payoff/report.hpp"
#include "payoff/standard_errors.hpp"
#include "payoff/study.hpp"
#include "payoff/wild_bootstrap.hpp"
