#include "tools/failure.hpp"

#include <fmt/format.h>

#include <new>
#include <system_error>

namespace payoff {

Failure failure_here() {
  const auto of = [](ErrorKind kind, std::string message, Place place = {}) {
    return Failure{static_cast<int>(kind), std::move(message), std::move(place)};
  };
  try {
    throw;
  } catch (const Error& error) {
    return of(error.kind, error.what(), error.place);
  } catch (const std::bad_alloc&) {
    return of(ErrorKind::data,
              "the data do not fit into the memory that there is; aggregate them, or allow more memory");
  } catch (const std::system_error& error) {  // standard output or a disk that is full or gone
    return of(ErrorKind::source, fmt::format("the system refused: {}; make room, or write elsewhere", error.what()));
  } catch (const std::exception& error) {
    return of(ErrorKind::internal, fmt::format("defect: {}; please report it with the study file", error.what()));
  }
}

}  // namespace payoff
