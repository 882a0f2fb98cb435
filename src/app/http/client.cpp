#include "app/http/client.hpp"

#include <boost/asio.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace soria::http {
namespace {

std::string encoded(std::string_view s, bool path) {
    static const char* digits = "0123456789ABCDEF";
    std::string out;
    for (unsigned char c : s) {
        if (std::isalnum(c) || c == '-' || c == '_' || c == '.' || c == '~' || (path && c == '/')) out += char(c);
        else out += '%', out += digits[c >> 4], out += digits[c & 15];
    }
    return out;
}

}  // namespace

Result<Response> send(const std::filesystem::path& unix_socket, const Request& r, int timeout_ms) {
    namespace asio = boost::asio;
    namespace beast = boost::beast;
    try {
        asio::io_context io;
        asio::local::stream_protocol::socket socket(io);
        boost::system::error_code e;
        socket.connect(asio::local::stream_protocol::endpoint(unix_socket.string()), e);
        if (e) return fail(Fault::busy, "nobody listens: " + e.message(), unix_socket.string());
        std::string target = encoded(r.path, true);
        for (size_t i = 0; i < r.query.size(); ++i)
            target += (i ? "&" : "?") + encoded(r.query[i].first, false) + "=" + encoded(r.query[i].second, false);
        beast::http::request<beast::http::string_body> out;
        out.method_string(r.method);
        out.target(target);
        out.version(11);
        out.set("Host", "localhost");
        out.set("Connection", "close");
        for (const auto& [name, value] : r.headers) out.set(name, value);
        out.body() = r.body;
        out.prepare_payload();
        beast::flat_buffer buffer;
        beast::http::response_parser<beast::http::string_body> in;
        in.body_limit(64 * 1024 * 1024);
        bool done = false;
        beast::http::async_write(socket, out, [&](boost::system::error_code we, size_t) {
            e = we;
            if (we) return;
            beast::http::async_read(socket, buffer, in, [&](boost::system::error_code re, size_t) {
                e = re;
                done = !re;
            });
        });
        io.run_for(std::chrono::milliseconds(timeout_ms));
        if (!done) return fail(Fault::storage, e ? "the connection broke: " + e.message() : "no answer in time", unix_socket.string());
        Response response;
        response.status = int(in.get().result_int());
        response.body = in.get().body();
        for (const auto& h : in.get()) {
            if (h.name_string() == "Content-Type") response.type = std::string(h.value());
            response.headers.emplace_back(std::string(h.name_string()), std::string(h.value()));
        }
        return response;
    } catch (const std::exception& e) {
        return fail(Fault::storage, std::string("the connection broke: ") + e.what(), unix_socket.string());
    }
}

}  // namespace soria::http
