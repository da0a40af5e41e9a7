// A table that a program holds in memory, as Arrow columns: a pandas or polars frame, the result of a query.
//
// Its columns are read where they lie. A study whose Source has a frame reads that in place of files; a cell means what
// its type says: text is read by the grammar of cells, as from a file, numbers and dates are what they are.
//
// Example
//     ArrowArrayStream stream;  // https://arrow.apache.org/docs/format/CStreamInterface.html
//     study.source.frame = payoff::Frame(&stream);
//     payoff::CaseStudy result = payoff::run(study);
#pragma once

#include <cstdint>
#include <memory>

struct ArrowArrayStream;

namespace payoff {

struct FrameBatches;

// Shared, and never changed: copies are cheap, and may be read by several threads.
class Frame {
 public:
  Frame() = default;  // no table
  // Reads the stream to its end, and releases it whatever happens. Throws Error(data): what the stream says went wrong,
  // no columns.
  explicit Frame(ArrowArrayStream* stream);

  explicit operator bool() const { return batches_ != nullptr; }
  std::uint64_t rows() const;
  std::uint64_t columns() const;
  const FrameBatches& batches() const { return *batches_; }

 private:
  std::shared_ptr<const FrameBatches> batches_;
};

}  // namespace payoff
