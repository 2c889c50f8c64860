# Fail when a folder includes a header it must not know, or when a source is
# not listed for the build.
# cmake -DROOT=... -P layers.cmake
cmake_minimum_required(VERSION 3.25)

set(layers graph importers analysis reports cli)
set(graph_may graph)
set(importers_may graph importers)
set(analysis_may graph analysis)
set(reports_may graph reports)
set(cli_may ${layers})

# Foreign library: what its includes begin with, and the files that may.
set(foreign igraph libpq libxml sqlite utf8proc xlsxwriter zip)
set(igraph_may "^graph/igraph_bridge\\.c$")
set(libpq_may "^importers/server\\.c$")
set(libxml_may "^(importers|reports)/.*\\.c$")
set(xlsxwriter_may "^cli/init.*\\.c$")
set(zip_may "^importers/xlsx_package\\.c$")
set(sqlite_may "^(importers/sqlite|cli/store_sqlite)\\.c$")
set(utf8proc_may "^(graph/.*|reports/width)\\.c$")

# Ours: "layer/header.h".
function(check_own layer source)
  file(STRINGS ${ROOT}/${source} includes REGEX "^[ \t]*#[ \t]*include[ \t]*\"")
  foreach(include ${includes})
    string(REGEX REPLACE "^[^\"]*\"([^/\"]*)/?.*" "\\1" target "${include}")
    if(NOT target IN_LIST ${layer}_may)
      message(SEND_ERROR "${source}: ${include}")
    endif()
  endforeach()
endfunction()

# Theirs: <library.h>, <library/header.h>.
function(check_foreign source)
  file(STRINGS ${ROOT}/${source} includes REGEX "^[ \t]*#[ \t]*include[ \t]*<")
  foreach(library ${foreign})
    foreach(include ${includes})
      if(include MATCHES "<${library}" AND
         NOT source MATCHES "${${library}_may}")
        message(SEND_ERROR "${source}: ${include}")
      endif()
    endforeach()
  endforeach()
endfunction()

# A file nobody compiles is a mistake.
function(check_listed source list)
  string(FIND "${list}" "${source}" position)
  if(position EQUAL -1 AND source MATCHES "\\.c$")
    message(SEND_ERROR "${source}: not listed in CMakeLists.txt")
  endif()
endfunction()

file(READ ${ROOT}/CMakeLists.txt listed)
foreach(layer ${layers})
  file(GLOB sources RELATIVE ${ROOT} ${ROOT}/${layer}/*.[ch])
  foreach(source ${sources})
    check_own(${layer} ${source})
    check_foreign(${source})
    check_listed(${source} "${listed}")
  endforeach()
endforeach()

# tests/KIND/test_NAME.c stands as lt_KIND_test(NAME ...).
file(READ ${ROOT}/tests/CMakeLists.txt listed)
foreach(kind unit property)
  file(GLOB sources ${ROOT}/tests/${kind}/test_*.c)
  foreach(source ${sources})
    string(REGEX REPLACE ".*/test_(.*)\\.c$" "\\1" name "${source}")
    if(NOT listed MATCHES "\nlt_${kind}_test\\(${name}[ )\n]")
      message(SEND_ERROR "${source}: not listed in tests/CMakeLists.txt")
    endif()
  endforeach()
endforeach()
