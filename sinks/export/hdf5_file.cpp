#include "sinks/export/hdf5_file.hpp"

#include <hdf5.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "sinks/export/pending_path.hpp"

namespace sacrum::sinks {
namespace {

constexpr std::size_t kBlockRows = 8192;

// An identifier of the library together with the way to give it back.
class Handle {
  public:
    Handle(hid_t id, herr_t (*give_back)(hid_t)) : id_(id), close_(give_back) {}
    Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), close_(other.close_) {}
    Handle& operator=(Handle&&) = delete;
    ~Handle() { close(); }
    [[nodiscard]] hid_t id() const { return id_; }
    // Whether it went well.
    bool close() {
        const hid_t id = std::exchange(id_, -1);
        return id < 0 || close_(id) >= 0;
    }

  private:
    hid_t id_;
    herr_t (*close_)(hid_t);
};

template <class T>
hid_t type_of();
template <>
hid_t type_of<double>() {
    return H5T_NATIVE_DOUBLE;
}
template <>
hid_t type_of<float>() {
    return H5T_NATIVE_FLOAT;
}
template <>
hid_t type_of<std::int64_t>() {
    return H5T_NATIVE_INT64;
}
template <>
hid_t type_of<std::uint8_t>() {
    return H5T_NATIVE_UINT8;
}

Handle text_type(std::size_t length) {
    Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
    H5Tset_size(type.id(), length);
    H5Tset_cset(type.id(), H5T_CSET_UTF8);
    H5Tset_strpad(type.id(), H5T_STR_NULLPAD);
    return type;
}

// Does not print on stderr, which belongs to the program.
Handle open_quietly(const std::filesystem::path& path) {
    H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr);
    return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT), H5Fclose};
}

}  // namespace

class Hdf5File::Work {
  public:
    explicit Work(const std::filesystem::path& path)
        : pending_(path), file_(open_quietly(pending_.temporary())) {
        check(file_.id());
    }

    // A negative number is a failure.
    template <class Status>
    bool check(Status status) {
        if (status < 0) is_failed_ = true;
        return !is_failed_;
    }
    [[nodiscard]] bool is_failed() const { return is_failed_; }
    [[nodiscard]] hid_t file() const { return file_.id(); }

    void attribute(const std::string& object, const std::string& name, hid_t type, const void* content) {
        if (is_failed_) return;
        const Handle owner(H5Oopen(file(), object.c_str(), H5P_DEFAULT), H5Oclose);
        const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
        const Handle made(H5Acreate2(owner.id(), name.c_str(), type, space.id(), H5P_DEFAULT, H5P_DEFAULT),
                          H5Aclose);
        check(made.id()) && check(H5Awrite(made.id(), type, content));
    }

    void rows(const std::string& name, Shape shape, hid_t type, std::size_t bytes_a_row,
              const std::function<const void*(std::size_t first, std::size_t count)>& block) {
        if (is_failed_) return;
        const int rank = shape.width == 0 ? 1 : 2;
        const hsize_t size[] = {shape.rows, shape.width};
        const Handle space(H5Screate_simple(rank, size, nullptr), H5Sclose);
        const Handle layout(H5Pcreate(H5P_DATASET_CREATE), H5Pclose);
        // The heads of small sets stay small.
        if (shape.rows * bytes_a_row < 1024) H5Pset_layout(layout.id(), H5D_CONTIGUOUS);
        const Handle set(
            H5Dcreate2(file(), name.c_str(), type, space.id(), H5P_DEFAULT, layout.id(), H5P_DEFAULT),
            H5Dclose);
        if (!check(set.id())) return;
        for (std::size_t first = 0; first < shape.rows && !is_failed_; first += kBlockRows) {
            const std::size_t count = std::min(kBlockRows, shape.rows - first);
            const hsize_t start[] = {first, 0};
            const hsize_t extent[] = {count, shape.width};
            const Handle memory(H5Screate_simple(rank, extent, nullptr), H5Sclose);
            check(H5Sselect_hyperslab(space.id(), H5S_SELECT_SET, start, nullptr, extent, nullptr)) &&
                check(H5Dwrite(set.id(), type, memory.id(), space.id(), H5P_DEFAULT, block(first, count)));
        }
    }

    template <class T>
    void numbers(const std::string& name, Shape shape, const Fill<T>& fill) {
        const std::size_t width = std::max<std::size_t>(shape.width, 1);
        std::vector<T> block(std::min(kBlockRows, shape.rows) * width);
        rows(name, shape, type_of<T>(), width * sizeof(T), [&](std::size_t first, std::size_t count) {
            fill(first, std::span(block).first(count * width));
            return block.data();
        });
    }

    Result<void> commit() {
        check(H5Fflush(file(), H5F_SCOPE_GLOBAL));
        if (!file_.close()) is_failed_ = true;
        if (is_failed_) return refuse();
        return pending_.commit();
    }
    [[nodiscard]] tl::unexpected<Error> refuse() const {
        return pending_.refuse("the HDF5 library could not write all of it");
    }

  private:
    PendingPath pending_;  // removed after the file is closed
    Handle file_;
    bool is_failed_ = false;
};

Hdf5File::Hdf5File(std::unique_ptr<Work> work) : work_(std::move(work)) {}
Hdf5File::Hdf5File(Hdf5File&&) noexcept = default;
Hdf5File::~Hdf5File() = default;

Result<Hdf5File> Hdf5File::create(const std::filesystem::path& path) {
    auto work = std::make_unique<Work>(path);
    if (work->is_failed()) return work->refuse();
    return Hdf5File(std::move(work));
}

void Hdf5File::group(const std::string& name) {
    if (work_->is_failed()) return;
    const Handle made(H5Gcreate2(work_->file(), name.c_str(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                      H5Gclose);
    work_->check(made.id());
}

void Hdf5File::attribute(const std::string& object, const std::string& name, std::string_view text) {
    // Of variable length: other readers give it as plain text, where a fixed one comes as bytes.
    const Handle type = text_type(H5T_VARIABLE);
    const std::string terminated(text);
    const char* content = terminated.c_str();
    work_->attribute(object, name, type.id(), static_cast<const void*>(&content));
}

void Hdf5File::attribute(const std::string& object, const std::string& name, double number) {
    work_->attribute(object, name, H5T_NATIVE_DOUBLE, &number);
}

void Hdf5File::attribute(const std::string& object, const std::string& name, std::int64_t number) {
    work_->attribute(object, name, H5T_NATIVE_INT64, &number);
}

void Hdf5File::text(const std::string& name, std::string_view text) {
    if (work_->is_failed()) return;
    const Handle type = text_type(H5T_VARIABLE);
    const Handle space(H5Screate(H5S_SCALAR), H5Sclose);
    const Handle set(
        H5Dcreate2(work_->file(), name.c_str(), type.id(), space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
        H5Dclose);
    const std::string terminated(text);
    const char* content = terminated.c_str();
    work_->check(set.id()) && work_->check(H5Dwrite(set.id(), type.id(), H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                                    static_cast<const void*>(&content)));
}

void Hdf5File::rows(const std::string& name, Shape shape, const Fill<double>& fill) {
    work_->numbers(name, shape, fill);
}
void Hdf5File::rows(const std::string& name, Shape shape, const Fill<float>& fill) {
    work_->numbers(name, shape, fill);
}
void Hdf5File::rows(const std::string& name, Shape shape, const Fill<std::int64_t>& fill) {
    work_->numbers(name, shape, fill);
}
void Hdf5File::rows(const std::string& name, Shape shape, const Fill<std::uint8_t>& fill) {
    work_->numbers(name, shape, fill);
}

void Hdf5File::words(const std::string& name, std::size_t rows,
                     const std::function<std::string(std::size_t row)>& word) {
    std::size_t longest = 1;
    for (std::size_t row = 0; row < rows; ++row) longest = std::max(longest, word(row).size());
    const Handle type = text_type(longest);
    std::string block;
    work_->rows(name, {.rows = rows}, type.id(), longest, [&](std::size_t first, std::size_t count) {
        block.clear();
        for (std::size_t row = first; row < first + count; ++row) {
            block += word(row);
            block.resize((row + 1 - first) * longest, '\0');
        }
        return block.data();
    });
}

Result<void> Hdf5File::commit() { return work_->commit(); }

}  // namespace sacrum::sinks
