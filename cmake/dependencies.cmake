# Libraries the layers stand on; docs/dependencies.md says what each is for.
find_package(PkgConfig REQUIRED)
pkg_check_modules(LT_IGRAPH REQUIRED IMPORTED_TARGET igraph>=0.10)
pkg_check_modules(LT_LIBXML2 REQUIRED IMPORTED_TARGET libxml-2.0>=2.9)
pkg_check_modules(LT_LIBZIP REQUIRED IMPORTED_TARGET libzip>=1.7)
pkg_check_modules(LT_UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc>=2.6)
pkg_check_modules(LT_XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter)
set(LT_DEPENDENCIES
  PkgConfig::LT_IGRAPH PkgConfig::LT_LIBXML2 PkgConfig::LT_LIBZIP
  PkgConfig::LT_UTF8PROC m)
pkg_check_modules(LT_SQLITE REQUIRED IMPORTED_TARGET sqlite3>=3.37)
pkg_check_modules(LT_LIBPQ QUIET IMPORTED_TARGET libpq>=13)
option(LT_POSTGRESQL "Read and write PostgreSQL" ${LT_LIBPQ_FOUND})
set(LT_DEPENDENCIES PkgConfig::LT_IGRAPH PkgConfig::LT_LIBXML2
  PkgConfig::LT_SQLITE PkgConfig::LT_UTF8PROC m)
if(LT_POSTGRESQL)
  pkg_check_modules(LT_LIBPQ REQUIRED IMPORTED_TARGET libpq>=13)
  set(LT_DATABASES PkgConfig::LT_SQLITE PkgConfig::LT_LIBPQ)
  set(LT_PC_LIBPQ ", libpq >= 13")
  list(APPEND LT_DEPENDENCIES PkgConfig::LT_LIBPQ)
else()
  set(LT_DATABASES PkgConfig::LT_SQLITE)
endif()
