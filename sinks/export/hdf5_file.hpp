// An HDF5 file under way: groups, attributes and sets of rows that are written a block at a time. The first
// thing that fails is remembered and what follows does nothing; `commit` says so. Only this file's source
// knows the library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "domain/result.hpp"

namespace sacrum::sinks {

class Hdf5File {
  public:
    static Result<Hdf5File> create(const std::filesystem::path& path);
    Hdf5File(Hdf5File&&) noexcept;
    ~Hdf5File();

    void group(const std::string& name);
    // Of a group or a set; text is UTF-8 of any length.
    void attribute(const std::string& object, const std::string& name, std::string_view text);
    void attribute(const std::string& object, const std::string& name, double number);
    void attribute(const std::string& object, const std::string& name, std::int64_t number);

    // One text.
    void text(const std::string& name, std::string_view text);

    struct Shape {
        std::size_t rows = 0;
        std::size_t width = 0;  // 0: a plain column
    };
    // `fill` is asked for the rows from `first` on, as many as the block holds.
    template <class T>
    using Fill = std::function<void(std::size_t first, std::span<T> block)>;
    void rows(const std::string& name, Shape shape, const Fill<double>& fill);
    void rows(const std::string& name, Shape shape, const Fill<float>& fill);
    void rows(const std::string& name, Shape shape, const Fill<std::int64_t>& fill);
    void rows(const std::string& name, Shape shape, const Fill<std::uint8_t>& fill);
    // Words, padded with zeros to the longest.
    void words(const std::string& name, std::size_t rows,
               const std::function<std::string(std::size_t row)>& word);

    Result<void> commit();

  private:
    class Work;
    explicit Hdf5File(std::unique_ptr<Work> work);
    std::unique_ptr<Work> work_;
};

}  // namespace sacrum::sinks
