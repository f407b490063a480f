// A browser over its WebSocket: frames go out as fast as it takes them, what a person wants comes in, a
// little at a time. One whose role is to look is not heard.
#pragma once

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <memory>

#include "sinks/dashboard/server/hub.hpp"

namespace sacrum::sinks {

// Takes the connection over.
void serve_viewer(std::unique_ptr<Seat> seat, Role role, boost::beast::tcp_stream stream,
                  const boost::beast::http::request<boost::beast::http::string_body>& request);

}  // namespace sacrum::sinks
