// Every connection is a coroutine on one thread, and each of its waits has an end.
#include "tools/serve/listener.hpp"

#include <fmt/format.h>

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <optional>
#include <set>
#include <utility>  // which the next one uses without saying so

#include "payoff/error.hpp"
#include "tools/serve/routes.hpp"
#include "tools/serve/seat.hpp"
#include "tools/serve/wire.hpp"

namespace payoff {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr std::chrono::seconds between_beats{15}, lingering{2}, grace{5};

constexpr std::string_view full =
    "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
constexpr std::string_view stream_head =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nX-Content-Type-Options: "
    "nosniff\r\nConnection: close\r\n\r\n";

// A wait that tells what failed instead of throwing it.
auto into(error_code& failed) {
  return asio::redirect_error(asio::use_awaitable, failed);
}

}  // namespace

class Listener::Impl {
 public:
  Impl(const std::string& host, int port, Service service, ListenerLimits limits)
      : service_(std::move(service)), limits_(limits), jobs_(limits.jobs) {
    try {
      const std::string address = host == "localhost" ? "127.0.0.1" : host;
      const tcp::endpoint where(asio::ip::make_address(address), static_cast<unsigned short>(port));
      acceptor_.open(where.protocol());
      acceptor_.set_option(tcp::acceptor::reuse_address(true));
      acceptor_.bind(where);
      acceptor_.listen(asio::socket_base::max_listen_connections);
    } catch (const boost::system::system_error& error) {
      throw Error(ErrorKind::source, {},
                  fmt::format("nothing can listen at {}:{}: {}", host, port, error.code().message()),
                  "name a free --port, and as --host an address of this machine");
    }
  }

  int port() const { return acceptor_.local_endpoint().port(); }

  void run() {
    asio::co_spawn(context_, accept(), asio::detached);
    context_.run();
    jobs_.join();
  }

  void stop() {
    asio::post(context_, [this] {
      stopping_ = true;
      acceptor_.close();
      for (Stream* each : waiting_) each->cancel();
      wake_streams();
      last_.expires_after(grace);
      last_.async_wait([this](error_code failed) {
        if (!failed) context_.stop();
      });
      end_if_done();
    });
  }

  void published() {
    asio::post(context_, [this] { wake_streams(); });
  }

 private:
  using Stream = beast::tcp_stream;
  using Parser = http::request_parser<http::string_body>;

  asio::awaitable<void> accept() {
    while (!stopping_) {
      error_code failed;
      tcp::socket socket = co_await acceptor_.async_accept(into(failed));
      if (!failed) {
        asio::co_spawn(context_, attend(std::move(socket)), asio::detached);
      } else if (!stopping_) {  // as many files as this program may have are open
        asio::steady_timer pause(context_, std::chrono::milliseconds(50));
        co_await pause.async_wait(into(failed));
      }
    }
  }

  asio::awaitable<void> attend(tcp::socket socket) {
    ++attended_;
    const Seat seat(connections_, limits_.connections);
    Stream stream(std::move(socket));
    error_code ignored;
    if (!seat) {
      ignored = stream.socket().non_blocking(true, ignored);
      stream.socket().send(asio::buffer(full), 0, ignored);
    }
    try {
      if (seat) co_await converse(stream);
    } catch (const std::exception&) {  // the other side is gone, or there is no memory for it
    }
    ignored = stream.socket().close(ignored);
    --attended_;
    end_if_done();
  }

  void end_if_done() {
    if (stopping_ && attended_ == 0) last_.cancel();
  }

  asio::awaitable<void> converse(Stream& stream) {
    beast::flat_buffer buffer;
    for (bool keeps = true; keeps && !stopping_;) {
      Parser parser;
      parser.header_limit(static_cast<std::uint32_t>(limits_.heads_bytes));
      parser.body_limit(limits_.body_bytes);
      error_code failed = co_await read_head(stream, buffer, parser);
      if (failed && is_wrong(failed)) {
        const Response refusal = refusal_of(failed, limits_.body_bytes);
        co_await part_with(stream, refusal);
      }
      if (failed) co_return;
      keeps = co_await handle(stream, buffer, parser);
    }
  }

  // The first byte may take its time; from then on the whole head has one deadline, however it drips.
  asio::awaitable<error_code> read_head(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
    error_code failed;
    const Listed waiting(waiting_, stream);
    if (buffer.size() == 0) {
      stream.expires_after(limits_.idle);
      buffer.commit(co_await stream.async_read_some(buffer.prepare(4096), into(failed)));
    }
    if (failed || stopping_) co_return failed ? failed : asio::error::operation_aborted;
    stream.expires_after(limits_.head);
    co_await http::async_read_header(stream, buffer, parser, into(failed));
    co_return failed;
  }

  // Whether the connection goes on.
  asio::awaitable<bool> handle(Stream& stream, beast::flat_buffer& buffer, Parser& parser) {
    Request request = request_of(parser.get());
    if (std::optional<Response> refusal = service_.refuse(request)) {
      if (!parser.is_done() || !parser.keep_alive()) co_return co_await part_with(stream, *refusal);
      co_return co_await send(stream, *refusal, true, request.method == "HEAD");
    }
    if (request.method == "POST") co_return co_await handle_post(stream, buffer, parser, std::move(request));
    if (!parser.is_done()) {
      const Response refusal = error_response(413, "too_large", "the request has a body, but only a POST may have one");
      co_return co_await part_with(stream, refusal);
    }
    if (request.path() == events_path) co_return co_await stream_events(stream);
    const Response answer = service_.answer(request);
    co_return co_await send(stream, answer, parser.keep_alive(), request.method == "HEAD");
  }

  asio::awaitable<bool> handle_post(Stream& stream, beast::flat_buffer& buffer, Parser& parser, Request request) {
    const Seat seat(working_, limits_.jobs);
    if (!seat) {
      const Response refusal = busy(429, fmt::format("{} estimates are running", limits_.jobs), 5);
      co_return co_await part_with(stream, refusal);
    }
    const error_code failed = co_await read_body(stream, buffer, parser, request.header("expect") == "100-continue");
    if (failed && is_wrong(failed)) {
      const Response refusal = refusal_of(failed, limits_.body_bytes);
      co_return co_await part_with(stream, refusal);
    }
    if (failed) co_return false;
    request.body = std::move(parser.get().body());
    stream.expires_never();
    const Response answer = co_await on_own_thread(request);
    co_return co_await send(stream, answer, parser.keep_alive(), false);
  }

  asio::awaitable<error_code> read_body(Stream& stream, beast::flat_buffer& buffer, Parser& parser, bool asks_first) {
    constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    const Listed waiting(waiting_, stream);
    stream.expires_after(limits_.body);
    error_code failed;
    if (asks_first) co_await asio::async_write(stream, asio::buffer(go_on), into(failed));
    if (!failed) co_await http::async_read(stream, buffer, parser, into(failed));
    co_return failed;
  }

  asio::awaitable<Response> on_own_thread(const Request& request) {
    auto job = [this, &request]() -> asio::awaitable<Response> { co_return service_.work(request); };
    co_return co_await asio::co_spawn(jobs_, std::move(job), asio::use_awaitable);
  }

  asio::awaitable<bool> send(Stream& stream, const Response& answer, bool keeps, bool only_head) {
    keeps = keeps && !stopping_;
    auto message = message_of(answer, keeps, only_head);
    stream.expires_after(limits_.answer);
    error_code failed;
    if (only_head) {
      http::response_serializer<http::span_body<const char>> head(message);
      co_await http::async_write_header(stream, head, into(failed));
    } else {
      co_await http::async_write(stream, message, into(failed));
    }
    co_return keeps && !failed;
  }

  // Says it and ends; reads on a little, for what closes in the middle of a request takes its answer along.
  asio::awaitable<bool> part_with(Stream& stream, const Response& answer) {
    co_await send(stream, answer, false, false);
    error_code failed;
    failed = stream.socket().shutdown(tcp::socket::shutdown_send, failed);
    stream.expires_after(lingering);
    const Listed waiting(waiting_, stream);
    std::array<char, 4096> ignored;
    while (!failed && !stopping_) co_await stream.async_read_some(asio::buffer(ignored), into(failed));
    co_return false;
  }

  asio::awaitable<bool> stream_events(Stream& stream) {
    const Seat seat(streaming_, limits_.streams);
    if (!seat) {
      const Response refusal = busy(503, fmt::format("{} pages are watching", limits_.streams), 60);
      co_return co_await part_with(stream, refusal);
    }
    const auto bell = std::make_shared<asio::steady_timer>(context_);
    const auto gone = std::make_shared<bool>(false);
    stream.socket().async_wait(tcp::socket::wait_read, [bell, gone](error_code) {
      *gone = true;
      bell->cancel();
    });
    const Listed watching(streams_, *bell);
    co_await tell_versions(stream, *bell, *gone);
    co_return false;
  }

  asio::awaitable<void> tell_versions(Stream& stream, asio::steady_timer& bell, const bool& gone) {
    std::string text(stream_head), told;
    error_code failed;
    while (!failed && !stopping_ && !gone) {
      const std::string version = service_.version();
      text += version == told ? ":\n\n" : fmt::format("event: version\ndata: {}\n\n", version);
      told = version;
      stream.expires_after(limits_.head);
      co_await asio::async_write(stream, asio::buffer(text), into(failed));
      text.clear();
      error_code woken;
      bell.expires_after(between_beats);
      if (!failed && !stopping_ && !gone) co_await bell.async_wait(into(woken));
    }
  }

  void wake_streams() {
    for (asio::steady_timer* each : streams_) each->cancel();
  }

  const Service service_;
  const ListenerLimits limits_;
  bool stopping_ = false;
  std::size_t connections_ = 0, attended_ = 0, working_ = 0, streaming_ = 0;
  std::set<Stream*> waiting_;  // for more of a request
  std::set<asio::steady_timer*> streams_;
  asio::io_context context_{1};
  tcp::acceptor acceptor_{context_};
  asio::steady_timer last_{context_};
  asio::thread_pool jobs_;
};

Listener::Listener(const std::string& host, int port, Service service, ListenerLimits limits)
    : impl_(std::make_unique<Impl>(host, port, std::move(service), limits)) {}
Listener::~Listener() = default;

int Listener::port() const {
  return impl_->port();
}
void Listener::run() {
  impl_->run();
}
void Listener::stop() {
  impl_->stop();
}
void Listener::published() {
  impl_->published();
}

}  // namespace payoff
