#include "payoff/frame.hpp"

#include <string>

#include "ingest/source/frame_function.hpp"
#include "payoff/error.hpp"

namespace payoff {
namespace {

Error unreadable(const std::string& why) {
  return {ErrorKind::data, {.key = "data"}, "the frame cannot be read: " + why, "give a table of Arrow columns"};
}

}  // namespace

Frame::Frame(ArrowArrayStream* stream) {
  nanoarrow::UniqueArrayStream owned(stream);
  const auto require = [&](int code) {
    if (code == NANOARROW_OK) return;
    const char* said = owned->get_last_error(owned.get());
    throw unreadable(said ? said : "its producer failed");
  };
  if (!owned->release) throw unreadable("it was read before");
  auto batches = std::make_shared<FrameBatches>();
  require(owned->get_schema(owned.get(), batches->schema.get()));
  if (std::string_view(batches->schema->format) != "+s" || batches->schema->n_children == 0)
    throw unreadable("it has no columns");
  while (true) {
    nanoarrow::UniqueArray batch;
    require(owned->get_next(owned.get(), batch.get()));
    if (!batch->release) break;
    if (batch->n_children != batches->schema->n_children) throw unreadable("a batch has other columns than it says");
    if (batch->length > 0) batches->batches.push_back(std::move(batch));
  }
  batches_ = std::move(batches);
}

std::uint64_t Frame::rows() const {
  std::uint64_t rows = 0;
  for (const nanoarrow::UniqueArray& batch : batches_->batches) rows += static_cast<std::uint64_t>(batch->length);
  return rows;
}

std::uint64_t Frame::columns() const {
  return static_cast<std::uint64_t>(batches_->schema->n_children);
}

}  // namespace payoff
