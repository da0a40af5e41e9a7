// Pull requests as `gh pr list --json` and the REST API write them; the bill of GitHub.
#include "ingest/formats/formats.hpp"

namespace payoff {

ExportFormat github_pull_requests() {
  return {.name = "GitHub pull requests",
          .row = "pull request",
          .columns = {{"number", {"number"}, true},
                      {"author", {"author.login", "user.login", "user_login", "author", "user"}, true},
                      {"created", {"createdAt", "created_at"}, true},
                      {"merged", {"mergedAt", "merged_at"}, true}},
          .events = true,
          .unit = "author",
          .time = "created",
          .metrics = {{.metric = {.name = "pull_requests", .kind = MetricKind::count, .label = "pull requests"},
                       .aggregate = Aggregate::count},
                      {.metric = {.name = "time_to_merge",
                                  .kind = MetricKind::time,
                                  .better = Better::lower,
                                  .label = "time from opened to merged"},
                       .aggregate = Aggregate::mean,
                       .from = "{created}",
                       .to = "{merged}"}},
          .notes = {"The number of pull requests is activity: smaller ones make more of them.",
                    "Those that are not merged yet are open, and not short."}};
}

ExportFormat github_billing() {
  return {.name = "GitHub billing usage",
          .kind = ExportKind::bill,
          .row = "charge",
          .columns = {{"date", {"date"}, true},
                      {"product", {"product"}, true},
                      {"sku", {"sku"}, true},
                      {"amount", {"net_amount"}, true},
                      {"gross", {"gross_amount"}, true}},
          .currency = "USD",
          .notes = {"net_amount can be 0 where gross_amount is not: usage within the quota that is paid for."}};
}

}  // namespace payoff
