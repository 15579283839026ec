// SPDX-License-Identifier: Apache-2.0
#include "common/parallel/parallel_for.hpp"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace warplight {
namespace {

using Work = std::function<void(std::int64_t, std::int64_t)>;

thread_local bool inside_work = false;

int default_thread_count() {
  const char* wanted = std::getenv("OMP_NUM_THREADS");
  const int parsed =
      wanted == nullptr
          ? 0
          : std::atoi(
                wanted);  // NOLINT(bugprone-unchecked-string-to-number-conversion,cert-err34-c): nonsense gives 0, the default
  return parsed > 0 ? parsed : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

std::atomic<int>& chosen_thread_count() {
  static std::atomic<int> count = 0;
  return count;
}

class Pool {
 public:
  explicit Pool(int helpers) {
    for (int i = 0; i < helpers; ++i) {
      helpers_.emplace_back([this] { help(); });
    }
  }

  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  ~Pool() {
    stopping_ = true;
    announce();
    for (std::thread& helper : helpers_) {
      helper.join();
    }
  }

  void run(std::int64_t count, std::int64_t grain, const Work& work) {
    const std::lock_guard<std::mutex> one_job_at_a_time(mutex_);
    work_ = &work;
    count_ = count;
    grain_ = grain;
    failure_ = nullptr;
    next_ = 0;
    open_ = true;
    announce();
    take_pieces();
    open_ = false;
    while (present_ > 0) {  // helpers that are in the middle of a piece
      std::this_thread::yield();
    }
    if (failure_) {
      std::rethrow_exception(failure_);
    }
  }

 private:
  void announce() {
    generation_.fetch_add(1);
    generation_.notify_all();
  }

  // Decoding brings a job every few microseconds: look for the next one a while before falling asleep.
  void await_news(std::uint64_t& seen) {
    constexpr int kLooks = 4000;
    for (int look = 0; look < kLooks; ++look) {
      if (generation_.load() != seen) {
        break;
      }
      __builtin_ia32_pause();
    }
    generation_.wait(seen);
    seen = generation_.load();
  }

  void help() {
    std::uint64_t seen = 0;
    while (true) {
      await_news(seen);
      if (stopping_) {
        return;
      }
      // First be seen, then look: either run() waits for this helper, or the helper finds the job closed.
      present_.fetch_add(1);
      if (open_) {
        take_pieces();
      }
      present_.fetch_sub(1);
    }
  }

  void take_pieces() {
    inside_work = true;
    for (std::int64_t first = next_.fetch_add(grain_); first < count_;
         first = next_.fetch_add(grain_)) {
      try {
        (*work_)(first, std::min(first + grain_, count_));
      } catch (...) {
        const std::lock_guard<std::mutex> lock(failure_mutex_);
        failure_ = std::current_exception();
      }
    }
    inside_work = false;
  }

  std::vector<std::thread> helpers_;
  std::mutex mutex_;
  const Work* work_ = nullptr;
  std::int64_t count_ = 0;
  std::int64_t grain_ = 1;
  std::exception_ptr failure_;
  std::mutex failure_mutex_;
  std::atomic<std::int64_t> next_ = 0;
  std::atomic<bool> open_ = false;
  std::atomic<bool> stopping_ = false;
  std::atomic<int> present_ = 0;
  std::atomic<std::uint64_t> generation_ = 0;
};

}  // namespace

void parallel_for(std::int64_t count,
                  std::int64_t grain,
                  const std::function<void(std::int64_t, std::int64_t)>& work) {
  grain = std::max<std::int64_t>(grain, 1);
  if (inside_work || thread_count() == 1 || count <= grain) {
    for (std::int64_t first = 0; first < count; first += grain) {
      work(first, std::min(first + grain, count));
    }
    return;
  }
  static Pool pool(thread_count() - 1);
  pool.run(count, grain, work);
}

int thread_count() {
  static const int fallback = default_thread_count();
  const int chosen = chosen_thread_count();
  return chosen > 0 ? chosen : fallback;
}

void set_thread_count(int count) { chosen_thread_count() = count; }

}  // namespace warplight
