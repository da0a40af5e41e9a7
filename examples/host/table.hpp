// The host's own columns as an Arrow C stream of one batch: nothing is copied, so the table must outlive the study.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "arrow.h"

class Texts {
 public:
  void push_back(std::string_view text) {
    bytes_ += text;
    offsets_.push_back(static_cast<std::int32_t>(bytes_.size()));
  }
  std::size_t size() const { return offsets_.size() - 1; }
  const std::int32_t* offsets() const { return offsets_.data(); }
  const char* bytes() const { return bytes_.data(); }

 private:
  std::vector<std::int32_t> offsets_ = {0};
  std::string bytes_;
};

class Table {
 public:
  Table() = default;
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;

  // Names and columns stay the host's.
  void add(const char* name, const std::vector<double>& numbers) {
    add(name, "g", numbers.size(), {nullptr, numbers.data(), nullptr}, 2);
  }
  void add(const char* name, const Texts& texts) {
    add(name, "u", texts.size(), {nullptr, texts.offsets(), texts.bytes()}, 3);
  }

  // To be read once.
  ArrowArrayStream stream() {
    return {.get_schema = get_schema,
            .get_next = get_next,
            .get_last_error = [](ArrowArrayStream*) -> const char* { return nullptr; },
            .release = release<ArrowArrayStream>,
            .private_data = this};
  }

 private:
  using Buffers = std::array<const void*, 3>;

  struct Column {
    ArrowSchema schema{};
    ArrowArray array{};
    Buffers buffers{};
  };

  // The table owns what the structures point at; there is nothing else to give back.
  template <class Structure>
  static void release(Structure* structure) {
    structure->release = nullptr;
  }

  void add(const char* name, const char* format, std::size_t rows, Buffers buffers, int used) {
    Column& column = columns_.emplace_back();  // a deque: columns stay where they are
    column.buffers = buffers;
    column.schema = {.format = format, .name = name, .release = release<ArrowSchema>};
    column.array = {.length = static_cast<std::int64_t>(rows),
                    .n_buffers = used,
                    .buffers = column.buffers.data(),
                    .release = release<ArrowArray>};
    schemas_.push_back(&column.schema);
    arrays_.push_back(&column.array);
  }

  static int get_schema(ArrowArrayStream* stream, ArrowSchema* schema) {
    auto& table = *static_cast<Table*>(stream->private_data);
    *schema = {.format = "+s",
               .name = "",
               .n_children = static_cast<std::int64_t>(table.schemas_.size()),
               .children = table.schemas_.data(),
               .release = release<ArrowSchema>};
    return 0;
  }

  static int get_next(ArrowArrayStream* stream, ArrowArray* array) {
    auto& table = *static_cast<Table*>(stream->private_data);
    *array = {};
    if (table.sent_ || table.arrays_.empty()) return 0;  // the end
    table.sent_ = true;
    *array = {.length = table.arrays_.front()->length,
              .n_buffers = 1,
              .n_children = static_cast<std::int64_t>(table.arrays_.size()),
              .buffers = table.no_validity_.data(),
              .children = table.arrays_.data(),
              .release = release<ArrowArray>};
    return 0;
  }

  std::deque<Column> columns_;
  std::vector<ArrowSchema*> schemas_;
  std::vector<ArrowArray*> arrays_;
  std::array<const void*, 1> no_validity_ = {nullptr};
  bool sent_ = false;
};
