// Pages that are made when somebody asks for them, on a thread of their own: one that takes long holds no
// session up.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <string>
#include <string_view>

#include "sinks/dashboard/server/page_server.hpp"

namespace sacrum::sinks {

class PagesOnDemand {
  public:
    explicit PagesOnDemand(boost::asio::io_context& io) : io_(io) {}
    PagesOnDemand(const PagesOnDemand&) = delete;
    PagesOnDemand& operator=(const PagesOnDemand&) = delete;
    ~PagesOnDemand() { close(); }

    // `path` and all below it.
    void offer(std::string path, PageMaker make);
    [[nodiscard]] bool is_offered(std::string_view path) const;
    [[nodiscard]] bool has_any() const { return !path_.empty(); }
    // `then` is called by the io_context, and goes with it where it never runs again.
    void make(std::string path, std::function<void(MadePage)> then);
    // Waits for the one that is being made; those that are still to come are forgotten.
    void close();

  private:
    boost::asio::io_context& io_;
    std::string path_;
    PageMaker make_;
    std::atomic<bool> is_closed_ = false;
    boost::asio::thread_pool thread_{1};
};

}  // namespace sacrum::sinks
