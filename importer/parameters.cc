// What the importer and the children that read for it say to each other.
#include <stdexcept>
#include <string_view>

#include "prikaz/importer.h"

namespace prikaz {

std::string to_parameters(const ReadOrder& order) {
  return (order.unpack ? "unpack " : "read ") + order.sha256 + ' ' + std::to_string(order.jobs) + ' ' +
         order.unpack_order;
}

ReadOrder read_order(const std::string& parameters) {
  std::string_view rest = parameters;
  const auto word = [&] {
    const std::size_t end = rest.find(' ');
    if (end == std::string_view::npos) throw std::invalid_argument("parameters of a reader");
    const std::string first(rest.substr(0, end));
    rest.remove_prefix(end + 1);
    return first;
  };
  ReadOrder order;
  order.unpack = word() == "unpack";
  order.sha256 = word();
  order.jobs = std::stoi(word());
  order.unpack_order = std::string(rest);
  return order;
}

std::string reading_head(bool doubtful) { return doubtful ? "?\n" : ".\n"; }

bool Shard::holds(const std::string& sha256) const {
  return count == 1 || std::stoul(sha256.substr(0, 8), nullptr, 16) % static_cast<unsigned>(count) ==
                           static_cast<unsigned>(index - 1);
}

Shard parse_shard(const std::string& text) {
  const auto number = [](const std::string& digits) {
    if (digits.empty() || digits.size() > 4 || digits.find_first_not_of("0123456789") != std::string::npos)
      throw std::invalid_argument("shard");
    return std::stoi(digits);
  };
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) throw std::invalid_argument("shard");
  const Shard shard{number(text.substr(0, slash)), number(text.substr(slash + 1))};
  if (shard.index < 1 || shard.index > shard.count) throw std::invalid_argument("shard");
  return shard;
}

}  // namespace prikaz
