#include "tools/batch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <new>
#include <span>
#include <thread>

#include "payoff/payoff.hpp"
#include "report/catalog.hpp"
#include "tools/failure.hpp"
#include "tools/progress.hpp"
#include "tools/run_files.hpp"
#include "tools/stamp.hpp"
#include "tools/summary.hpp"
#include "tools/typesetter.hpp"

namespace payoff {
namespace {

// Below it a study may have to spill what it would keep elsewhere, so that fewer run at once.
constexpr std::size_t least_bytes_of_one = 256 << 20;

std::size_t half_of_memory() {
  const long pages = ::sysconf(_SC_PHYS_PAGES), bytes = ::sysconf(_SC_PAGE_SIZE);
  return pages > 0 && bytes > 0 ? static_cast<std::size_t>(pages) / 2 * static_cast<std::size_t>(bytes)
                                : least_bytes_of_one;
}

class Batch {
 public:
  Batch(const Arguments& arguments, std::string folder, std::vector<BatchStudy> studies)
      : arguments_(arguments), folder_(std::move(folder)), studies_(std::move(studies)), rows_(studies_.size()) {
    for (std::size_t i = 0; i < studies_.size(); ++i) {
      rows_[i].name = studies_[i].name;
      rows_[i].study = studies_[i].path;
      rows_[i].values = studies_[i].values;
      rows_[i].message = "an earlier one failed; --keep-going runs the others";
    }
    const std::size_t threads = arguments.threads > 0 ? static_cast<std::size_t>(arguments.threads)
                                                      : std::max(1U, std::thread::hardware_concurrency());
    memory_ = arguments.memory_bytes > 0 ? arguments.memory_bytes : half_of_memory();
    at_once_ = std::clamp<std::size_t>(memory_ / least_bytes_of_one, 1, std::min(threads, studies_.size()));
    threads_each_ = static_cast<int>(std::max<std::size_t>(1, threads / at_once_));
  }

  void run() {
    ProgressLine line(arguments_.quiet || arguments_.json);
    progress_ = &line;
    std::vector<std::thread> workers;
    for (std::size_t i = 1; i < at_once_; ++i) workers.emplace_back([this] { work(); });
    work();
    for (std::thread& worker : workers) worker.join();
    run_alone();
  }

  const std::vector<PortfolioRow>& rows() const { return rows_; }
  std::size_t unchanged() const { return unchanged_; }

 private:
  void work() {
    for (std::size_t i = next_++; i < studies_.size() && !stopped_; i = next_++) {
      try {
        run_one(i, {.threads = threads_each_, .memory_bytes = memory_ / at_once_});
      } catch (const std::bad_alloc&) {
        const std::lock_guard lock(mutex_);
        too_large_.push_back(i);
      }
    }
  }

  // What had too little memory beside others has all of it now.
  void run_alone() {
    for (const std::size_t i : too_large_) {
      if (stopped_) return;
      try {
        run_one(i, {.threads = arguments_.threads, .memory_bytes = memory_});
      } catch (const std::bad_alloc&) {
        fail(i, failure_here());
      }
    }
  }

  void run_one(std::size_t i, RunSettings settings) {
    settings.trusted = !arguments_.untrusted;
    settings.progress = [this](std::string_view, double share) { tell(share); };
    try {
      keep(i, settings);
    } catch (const std::bad_alloc&) {
      throw;
    } catch (const std::exception&) {
      fail(i, failure_here());
    }
    ++finished_;
    tell(0);
  }

  // What a finished run would write, or the row of one that still holds.
  void keep(std::size_t i, const RunSettings& settings) {
    const std::string folder = path_in(folder_, studies_[i].name);
    const std::optional<Stamp> before = read_stamp(folder);
    if (!arguments_.force) require_own(studies_[i], folder, before);
    Study study = read_study(studies_[i].path, studies_[i].values);
    Stamp stamp{.owner = owner_of(studies_[i], folder),
                .version = PAYOFF_VERSION,
                .options = fmt::format("{}{}", arguments_.pdf ? "pdf " : "", arguments_.untrusted ? "untrusted" : ""),
                .study = study.json,
                .files = stamped(files_of(study, settings)),
                .written = {},
                .row = {}};
    if (!arguments_.force && !reads_database(study) && before && payoff::holds(*before, stamp, folder)) {
      take(i, before->row);
      ++unchanged_;
      return;
    }
    if (arguments_.pdf) study.formats.emplace_back("typst");
    try {
      const CaseStudy result = payoff::run(study, settings);
      hash(stamp, result.inputs);
      take(i, portfolio_row(result));
      write(i, folder, before, std::move(stamp), files_of_run(result, study.formats, settings.threads));
    } catch (const Error& error) {
      if (error.kind != ErrorKind::data && error.kind != ErrorKind::method) throw;
      fail(i, failure_here());
      write(i, folder, before, std::move(stamp), {});
    }
  }

  // The hashes that the run took, where they are of the files that it was to read.
  static void hash(Stamp& stamp, std::span<const Input> inputs) {
    for (std::size_t k = 0; k < std::min(stamp.files.size(), inputs.size()); ++k)
      if (std::filesystem::path(stamp.files[k].path).filename() == inputs[k].name)
        stamp.files[k].sha256 = inputs[k].sha256;
  }

  void write(std::size_t i, const std::string& folder, const std::optional<Stamp>& before, Stamp stamp,
             std::vector<ReportFile> files) {
    if (before) add_stale(before->written, files);
    for (const ReportFile& file : files)
      if (!file.bytes.empty()) stamp.written.push_back(file.name);
    stamp.row = rows_[i];
    files.push_back({std::string(stamp_name), stamp_json(stamp)});
    write_files(files, folder);
    if (arguments_.pdf) write_pdfs(files, folder);
  }

  void take(std::size_t i, PortfolioRow row) {
    const PortfolioRow& known = rows_[i];
    row.name = known.name;
    row.study = known.study;
    row.values = known.values;
    rows_[i] = std::move(row);
  }

  void fail(std::size_t i, Failure failure) {
    PortfolioRow& row = rows_[i];
    const auto kind = static_cast<ErrorKind>(failure.exit_code);
    const bool refused = kind == ErrorKind::data || kind == ErrorKind::method;
    row.outcome = refused ? PortfolioOutcome::refused : PortfolioOutcome::failed;
    row.exit_code = failure.exit_code;
    row.message = std::move(failure.message);
    row.place = std::move(failure.place);
    if (!refused && !arguments_.keep_going) stopped_ = true;
  }

  void tell(double share_of_one) {
    const double all = static_cast<double>(studies_.size());
    progress_->stage(fmt::format("{} of {} studies", finished_.load(), studies_.size()),
                     std::min(1.0, (static_cast<double>(finished_.load()) + share_of_one) / all));
  }

  const Arguments& arguments_;
  const std::string folder_;
  const std::vector<BatchStudy> studies_;
  std::vector<PortfolioRow> rows_;
  std::size_t memory_ = 0, at_once_ = 1;
  int threads_each_ = 1;
  std::atomic<std::size_t> next_{0}, finished_{0}, unchanged_{0};
  std::atomic<bool> stopped_{false};
  std::mutex mutex_;
  std::vector<std::size_t> too_large_;
  ProgressLine* progress_ = nullptr;
};

}  // namespace

bool is_batch(const Arguments& arguments) {
  std::error_code unknown;
  return arguments.inputs.size() > 1 || !arguments.values.empty() ||
         std::filesystem::is_directory(arguments.inputs[0], unknown);
}

int run_batch(const Arguments& arguments) {
  const std::string folder = arguments.report_folder();
  Batch batch(arguments, folder, batch_studies(arguments.inputs, arguments.values, folder));
  batch.run();
  std::vector<PortfolioRow> rows = batch.rows();
  const std::string summary = portfolio_json(rows);
  write_files(std::vector<ReportFile>{{"summary.json", summary}, {"portfolio.html", portfolio_html(rows)}}, folder);
  if (arguments.json)
    fmt::print("{}", summary);
  else if (!arguments.quiet)
    fmt::print("{}", summary_text(rows, batch.unchanged(), path_in(folder, "portfolio.html")));
  const auto any = [&](PortfolioOutcome outcome) {
    return std::ranges::any_of(rows, [&](const PortfolioRow& row) { return row.outcome == outcome; });
  };
  if (any(PortfolioOutcome::failed) || any(PortfolioOutcome::not_run)) return some_failed;
  return any(PortfolioOutcome::refused) ? some_refused : 0;
}

}  // namespace payoff
