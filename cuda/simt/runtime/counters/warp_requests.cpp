// SPDX-License-Identifier: Apache-2.0
#include "runtime/counters/warp_requests.hpp"

#include <algorithm>

namespace simt::counters {

bool WarpRequests::access(Instructions& instructions,
                          unsigned number,
                          unsigned lane,
                          std::uint32_t alive,
                          std::uint64_t address) {
  if (number >= streams_.size()) streams_.resize(number + 1);
  Stream& stream = streams_[number];
  if (!stream.used) {
    stream.used = true;
    used_.push_back(number);
  }
  const std::uint32_t ordinal = std::max(stream.done[lane], stream.first);
  stream.done[lane] = ordinal + 1;
  const std::size_t place = stream.head + (ordinal - stream.first);
  const bool is_new = place >= stream.requests.size();
  if (is_new) {
    open_ += place + 1 - stream.requests.size();
    stream.requests.resize(place + 1);
  }
  Request& request = stream.requests[place];
  if (request.mask() == 0) ++instructions[number].requests;
  request.add(lane, address);
  // Each lane has contributed to all earlier ones, too.
  if ((alive & ~request.mask()) == 0) finish_until(instructions[number], stream, place + 1);
  return is_new;
}

void WarpRequests::finish(Instruction& instruction, const Request& request) {
  if (request.mask() == 0) return;
  const LaneAddresses lanes = request.addresses();
  if (is_global(instruction.kind)) {
    instruction.sectors += count_sectors(lanes, instruction.size);
    return;
  }
  const Wavefronts shared = count_wavefronts(lanes, instruction.size);
  instruction.wavefronts += shared.wavefronts;
  instruction.conflicts += shared.conflicts;
}

void WarpRequests::finish_until(Instruction& instruction, Stream& stream, std::size_t end) {
  for (std::size_t i = stream.head; i < end; ++i) finish(instruction, stream.requests[i]);
  open_ -= end - stream.head;
  stream.first += static_cast<std::uint32_t>(end - stream.head);
  stream.head = end;
  drop_finished(stream);
}

void WarpRequests::drop_finished(Stream& stream) {
  constexpr std::size_t kMany = 1024;
  const bool all = stream.head == stream.requests.size();
  if (!all && (stream.head < kMany || stream.head < stream.requests.size() / 2)) return;
  stream.requests.erase(stream.requests.begin(),
                        stream.requests.begin() + static_cast<std::ptrdiff_t>(stream.head));
  stream.head = 0;
}

void WarpRequests::meet(Instructions& instructions) {
  for (const unsigned number : used_) {
    Stream& stream = streams_[number];
    finish_until(instructions[number], stream, stream.requests.size());
    stream.done = {};
    stream.first = 0;
    stream.used = false;
  }
  used_.clear();
}

void WarpRequests::level(std::uint32_t lanes) {
  for (const unsigned number : used_) {
    std::array<std::uint32_t, 32>& done = streams_[number].done;
    std::uint32_t most = 0;
    for (unsigned lane = 0; lane < 32; ++lane) {
      if ((lanes >> lane & 1U) != 0) most = std::max(most, done[lane]);
    }
    for (unsigned lane = 0; lane < 32; ++lane) {
      if ((lanes >> lane & 1U) != 0) done[lane] = most;
    }
  }
}

void WarpRequests::finish_without(Instructions& instructions, std::uint32_t others) {
  for (const unsigned number : used_) {
    Stream& stream = streams_[number];
    std::size_t end = stream.head;
    while (end < stream.requests.size() && (stream.requests[end].mask() & others) == others) ++end;
    finish_until(instructions[number], stream, end);
  }
}

}  // namespace simt::counters
