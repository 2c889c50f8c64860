# What can be chosen with -D. Tests are built by default where cmocka is found,
# so that a plain build needs no test packages.
find_package(PkgConfig REQUIRED)
pkg_check_modules(LT_CMOCKA QUIET IMPORTED_TARGET cmocka)
if(PROJECT_IS_TOP_LEVEL AND LT_CMOCKA_FOUND)
  set(tests_default ON)
else()
  set(tests_default OFF)
endif()

option(LT_BUILD_TESTS "Build unit and command-line tests" ${tests_default})
option(LT_BUILD_FUZZERS "Build libFuzzer targets (clang only)" OFF)
option(LT_BUILD_BENCH "Build the benchmarks" OFF)
option(LT_BUILD_MAN "Write the manual pages with the built program" OFF)
option(LT_BUILD_COMPLETION "Write shell completions with the built program" OFF)
option(LT_TEST_INSTALL "Test an installed copy with small consumers" OFF)
option(LT_LTO "Optimise at link time" OFF)
set(LT_SANITIZE "" CACHE STRING "Sanitizers, as in address,undefined")

# Before any target: a sanitizer only works when everything is built with it.
if(LT_SANITIZE)
  add_compile_options(-fsanitize=${LT_SANITIZE} -fno-sanitize-recover=all
                      -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LT_SANITIZE})
endif()
if(LT_BUILD_FUZZERS)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(LT_LTO) # fat objects: the static library and --wrap in tests need plain code
  set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)
  add_compile_options(-ffat-lto-objects)
endif()
