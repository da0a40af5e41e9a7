// What `payoff COMMAND --help` says below the options.
#pragma once

namespace payoff {

inline constexpr const char* study_help = R"(A study file names the data, who got the tool, and what to measure:

  {
    "data":    {"files": "tickets_*.csv"},
    "columns": {"unit": "agent_id", "time": "week"},
    "rollout": {"group": "assistant", "treated": "yes", "date": "2025-03-31"},
    "metrics": [{"name": "handle_minutes", "per": "tickets", "kind": "time", "unit": "minutes"}],
    "money":   {"hourly_cost": 48, "people": 420, "realized_share": 0.5,
                "costs": [{"name": "licences", "per_person_month": 30}]}
  }

`payoff init data.csv` drafts one. Exit codes: 0 done, 1 defect in payoff, 2 usage or study
file, 3 a file or database, 4 the data, 5 the method cannot answer (what is then written
says why); of `payoff claim`: 0 supported, 6 not supported, 7 contradicted.)";

inline constexpr const char* run_help =
    R"(One study writes its documents into the folder; several, a folder of studies, or a template and
--for write each study's into a folder of its own there, and summary.json and portfolio.html beside them:

  payoff run study.json
  payoff run studies/ -o reports
  payoff run template.json --for client=acme,globex
  payoff run template.json --for clients.csv

In a template {client} within any text is what stands for it, and "{people:number}" that is a whole text
becomes that number. A study whose files, options and version are as they were is not run again, unless
--force is said; one that reads a database always is. A refusal is one study's result; a failure ends
the batch, unless --keep-going is said.

Exit codes: 0 done, 1 defect in payoff, 2 usage or study file, 3 a file or database, 4 the data, 5 the
method cannot answer; of many studies: 0 all done, 8 some refused, 9 some failed or not run.)";

inline constexpr const char* claim_help = R"(RESULTS is a results.json, SENTENCE one short claim in quotation marks:

  payoff claim payoff-report/results.json "saves at least 5 hours a week per agent"
  payoff claim payoff-report/results.json "cut handle time by 10%"
  payoff claim payoff-report/results.json "csat rose by 0.2"
  payoff claim payoff-report/results.json "is worth USD 2 million a year"
  payoff claim payoff-report/results.json "pays back within 6 months"

It says which way (saved, cut, fell, faster; raised, grew, slower), how much (with its unit; at least,
more than, 5+, about), and per what (per ticket, a week, per person, in total). It is about the primary
metric unless it names another one or a segment. What is not understood is refused, never guessed.

supported      grade A to C, and the one-sided 95% lower bound reaches the claim (in the last third of
               the follow-up too, where the effect fades); "about 5": the estimate rounds to 5
contradicted   grade A to C, and the one-sided 95% upper bound lies below the claim
not supported  all else

Exit codes: 0 supported, 6 not supported, 7 contradicted; 2 a claim that is not understood or a file
that is no results.json, 3 a file that cannot be read, 1 a defect in payoff.)";

inline constexpr const char* serve_help =
    R"(It runs the studies below FOLDER into the folder of --output, as `payoff run FOLDER` does, and again whenever a file
changes, and serves what was written:

  payoff serve studies/ -o reports
  payoff serve studies/ --host 0.0.0.0 --token-file token.txt

  /                                            the studies by grade and value; loads itself again
  /studies, /studies/NAME                      the same as JSON; results.json of one
  /studies/NAME/case-study.html ...            its documents and tables
  /studies/NAME/panel/path.svg?theme=dark      a picture of it, for other pages
  POST /estimate                               a study with its data: its results
  /events, /health, /openapi.json              changes as they come; how it stands; all of this for programs

What is sent to /estimate is a stranger's: it reads what it came with and nothing else, and is stopped at its limits.
See docs/serve.md.)";

inline constexpr const char* mcp_help =
    R"(An assistant's program starts it and speaks to it over standard input and output. Its tools are init, check, run,
claim, methods and schema; they name files below FOLDER (.) only, or bring their data along. A study is a stranger's: it
reads the data that lie with it and nothing else, and is stopped at its limits, unless --trusted is said.

  {"mcpServers": {"payoff": {"command": "payoff", "args": ["mcp", "studies/"]}}}

See docs/mcp.md.)";

inline constexpr const char* no_typst =
    "payoff: no PDF, for typst is not there; its sources are: `pip install typst` and run again, or `typst compile "
    "{}/case-study.typ`\n";

inline constexpr const char* compare_help = R"(Both are a results.json of runs of one study:

  payoff compare march/results.json june/results.json

It says what changed: effects with their intervals, the grade, what next, money, rows; and what else differs: data by
their hashes, keys of the study, seed, version. Runs whose difference means nothing are refused, by the names of what
differs: tool, primary metric, its unit, kind, scale and direction, method, estimand, level, currency.

Whether a difference is more than chance is said of runs that share no unit, and no file shows that: say --independent.

Exit codes: 0 compared; 2 refused, or a file that is no results.json, 3 a file that cannot be read, 1 a defect in payoff.)";

inline constexpr const char* export_help =
    R"(Each RESULTS is a folder that `payoff run` wrote (all runs below it), or a results.json:

  payoff export payoff-report --to duckdb --option path=reports.duckdb
  payoff export reports --to adbc_driver_postgresql --option uri=postgresql://localhost/reports

Two tables, which are made where they are not there: payoff_studies, a row for each study, and
payoff_effects, the rows of effects.csv. A study is called as the folder of its run; exported again it
replaces its rows and touches no other's. All is written in one transaction, or nothing. docs/export.md
describes the columns.

Exit codes: 0 written; 2 usage, or a file that is no results.json; 3 a file, driver or database.)";

}  // namespace payoff
