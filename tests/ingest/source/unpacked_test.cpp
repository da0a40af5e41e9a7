// What is packed gives what it gives unpacked, and what is left of it is refused.
#include "ingest/source/unpacked.hpp"

#include <zlib.h>
#include <zstd.h>

#include <fstream>

#include "ingest/excel/workbooks.hpp"
#include "ingest/loading.hpp"

using namespace payoff;
using namespace payoff::loading;
using payoff::tools::tickets;
using payoff::tools::Workplace;

TEST_SUITE("ingest/source/unpacked") {

namespace {

std::string gzipped(const std::string& text) {
  z_stream stream{};
  constexpr int gzip_header = 16 + MAX_WBITS;
  REQUIRE(::deflateInit2(&stream, 6, Z_DEFLATED, gzip_header, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(::deflateBound(&stream, text.size()), '\0'), input = text;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(::deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  return packed;
}

// With a checksum, as the program of that name writes it.
std::string zstandard(const std::string& text) {
  const std::unique_ptr<ZSTD_CCtx, std::size_t (*)(ZSTD_CCtx*)> context(::ZSTD_createCCtx(), ::ZSTD_freeCCtx);
  ::ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string packed(::ZSTD_compressBound(text.size()), '\0');
  packed.resize(::ZSTD_compress2(context.get(), packed.data(), packed.size(), text.data(), text.size()));
  return packed;
}

std::string zipped(const workbooks::Parts& parts) {
  Workplace place;
  workbooks::write_zip(place.path("x.zip"), parts);
  std::ifstream file(place.path("x.zip"), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Its rows, or the refusal.
std::string read(const std::string& name, const std::string& content) {
  Workplace place;
  place.write(name, content);
  std::string rows;
  const std::string refusal = message_of([&] {
    const Loaded loaded = load_file(place.path(name));
    CHECK(loaded.inputs[0].bytes == content.size());
    for (const std::string& sql : loaded.sql) CHECK(sql.find(name + "'") != std::string::npos);  // not the copy's name
    for (const double sum : loaded.panel.metrics[0].sum) rows += fmt::format("{} ", sum);
  });
  return refusal.empty() ? rows : refusal;
}

}  // namespace

TEST_CASE("load: what is packed is what it is unpacked, by its bytes and not by its name") {
  const std::string plain = read("x.csv", tickets());
  for (const std::string name : {"x.csv", "x.csv.gz", "x.csv.zst", "x.zip", "x"})
    for (const std::string& content :
         {tickets(), gzipped(tickets()), gzipped(tickets().substr(0, 100)) + gzipped(tickets().substr(100)),
          zstandard(tickets()), zstandard(tickets().substr(0, 100)) + zstandard(tickets().substr(100)),
          zipped({{"inner.csv", tickets()}, {"__MACOSX/._inner.csv", "x"}, {"empty/", ""}}),
          gzipped("Tickets of the quarter\n\n" + tickets()), zipped({{"x", "\xef\xbb\xbf" + tickets()}})}) {
      CAPTURE(name);
      CHECK(read(name, content) == plain);
    }
}

TEST_CASE("property: what is cut off anywhere, or changed, is refused or read as it was") {
  const std::string plain = read("x.csv", tickets());
  for (const std::string& whole : {gzipped(tickets()), zstandard(tickets()), zipped({{"inner.csv", tickets()}})}) {
    for (std::size_t kept = 12; kept < whole.size(); kept += whole.size() / 15) {
      CAPTURE(kept);
      CHECK(read("x.csv", whole.substr(0, kept)).find("download or export it again") != std::string::npos);
      std::string changed = whole;
      changed[kept] = static_cast<char>(changed[kept] ^ 0x10);
      const std::string got = read("x.csv", changed);
      CAPTURE(got);
      CHECK((got == plain || got.find("download or export it again") != std::string::npos));
    }
  }
}

TEST_CASE("refusal: an archive of several files, and what is too large for a stranger") {
  holds(read("x.zip", zipped({{"a.csv", tickets()}, {"b.csv", tickets()}})),
        "is an archive of 2 files, but must hold one");
  Workplace place;
  place.write("x.csv.gz", gzipped(std::string(1 << 20, 'x')));
  CHECK(unpacked(place.path("x.csv.gz"), 1 << 20, {}).path != place.path("x.csv.gz"));
  holds(message_of([&] { unpacked(place.path("x.csv.gz"), (1 << 20) - 1, {}); }), "run it without --untrusted");
}

}  // TEST_SUITE("ingest/source/unpacked")
