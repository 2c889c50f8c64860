# Run one golden case in a fresh copy of its folder.
# cmake -DPROGRAM=... -DCASE=dir -DWORK=dir [-DUPDATE=1] -P run_case.cmake
# UPDATE (or LT_UPDATE=1 in the environment) rewrites what is expected.
#
# A case holds
#   args    one argument per line, or
#   script  a bash script that finds the program in $LIANTU (77: skipped)
# and may hold
#   stdin   what the program reads; nothing without it
#   stdout  stderr   what it must write, to the byte; nothing without them
#   exit    its exit code; 0 without it
#   env     lines NAME=VALUE
#   files   lines FILE, which must come out as expected/FILE, and lines !FILE,
#           which must not exist afterwards
cmake_minimum_required(VERSION 3.25)

set(faults "")
set(sanitizer_code 99)
if("$ENV{LT_UPDATE}")
  set(UPDATE 1)
endif()

function(fault text)
  set(faults "${faults}${text}\n" PARENT_SCOPE)
endfunction()

# A fresh copy; the outputs are caught beside it.
function(prepare)
  file(REMOVE_RECURSE ${WORK})
  file(MAKE_DIRECTORY ${WORK})
  file(COPY ${CASE}/ DESTINATION ${WORK}/run)
  file(MAKE_DIRECTORY ${WORK}/home)
endfunction()

# Sets code. bash splits args and env, as it keeps every byte of a line.
function(run)
  if(EXISTS ${CASE}/script)
    set(call "exec bash ./script")
  elseif(EXISTS ${CASE}/args)
    set(call "mapfile -t a <args; exec \"$LIANTU\" \"\${a[@]}\"")
  else()
    message(FATAL_ERROR "${CASE} has neither args nor script")
  endif()
  set(variables "[ ! -e env ] || mapfile -t v <env
                 [ \${#v[@]} -eq 0 ] || export \"\${v[@]}\"")
  set(stdin /dev/null)
  if(EXISTS ${CASE}/stdin)
    set(stdin ${CASE}/stdin)
  endif()
  execute_process(
    COMMAND ${CMAKE_COMMAND} -E env
      --unset=LIANTU_LANG --unset=LANGUAGE --unset=NO_COLOR --unset=COLUMNS
      --unset=XDG_CONFIG_HOME LC_ALL=C.UTF-8 TZ=UTC TERM=dumb
      HOME=${WORK}/home LIANTU=${PROGRAM} bash -c "${variables}\n${call}"
    WORKING_DIRECTORY ${WORK}/run INPUT_FILE ${stdin}
    OUTPUT_FILE ${WORK}/stdout ERROR_FILE ${WORK}/stderr
    RESULT_VARIABLE code)
  set(code ${code} PARENT_SCOPE)
endfunction()

# Compare the file got with the file wanted; a missing one is an empty one.
function(compare name got wanted)
  if(NOT EXISTS ${wanted})
    set(wanted /dev/null)
  endif()
  execute_process(
    COMMAND diff -u --text --label wanted/${name} --label got/${name}
            ${wanted} ${got}
    OUTPUT_VARIABLE difference RESULT_VARIABLE differs)
  if(differs)
    fault("${name} differs\n${difference}")
    set(faults "${faults}" PARENT_SCOPE)
  endif()
endfunction()

function(check_code)
  set(wanted 0)
  if(EXISTS ${CASE}/exit)
    file(READ ${CASE}/exit wanted)
    string(STRIP "${wanted}" wanted)
  endif()
  if(NOT code STREQUAL wanted)
    fault("exit ${code}, wanted ${wanted}")
    set(faults "${faults}" PARENT_SCOPE)
  endif()
endfunction()

# The lines of the file files; sets written and absent.
function(read_files)
  set(lines "")
  if(EXISTS ${CASE}/files)
    file(STRINGS ${CASE}/files lines ENCODING UTF-8)
  endif()
  set(absent ${lines})
  list(FILTER absent INCLUDE REGEX "^!")
  list(TRANSFORM absent REPLACE "^!" "")
  list(FILTER lines EXCLUDE REGEX "^!")
  set(written ${lines} PARENT_SCOPE)
  set(absent ${absent} PARENT_SCOPE)
endfunction()

function(check)
  check_code()
  foreach(stream stdout stderr)
    compare(${stream} ${WORK}/${stream} ${CASE}/${stream})
  endforeach()
  foreach(file ${written})
    if(NOT EXISTS ${WORK}/run/${file})
      fault("${file} was not written")
    elseif(NOT EXISTS ${CASE}/expected/${file})
      fault("expected/${file} is missing")
    else()
      compare(${file} ${WORK}/run/${file} ${CASE}/expected/${file})
    endif()
  endforeach()
  foreach(file ${absent})
    if(EXISTS ${WORK}/run/${file})
      fault("${file} must not exist")
    endif()
  endforeach()
  set(faults "${faults}" PARENT_SCOPE)
endfunction()

# Keep the file got as expected; an empty one is expected without a file.
function(keep got expected)
  file(SIZE ${got} bytes)
  if(bytes EQUAL 0)
    file(REMOVE ${expected})
  else()
    file(COPY_FILE ${got} ${expected} ONLY_IF_DIFFERENT)
  endif()
endfunction()

function(update)
  if(NOT code MATCHES "^[0-9]+$" OR code EQUAL sanitizer_code)
    file(READ ${WORK}/stderr text)
    message(FATAL_ERROR "not kept: ended with ${code}\n${text}")
  endif()
  foreach(stream stdout stderr)
    keep(${WORK}/${stream} ${CASE}/${stream})
  endforeach()
  file(REMOVE ${CASE}/exit)
  if(NOT code EQUAL 0)
    file(WRITE ${CASE}/exit "${code}\n")
  endif()
  foreach(file ${written})
    get_filename_component(folder ${CASE}/expected/${file} DIRECTORY)
    file(MAKE_DIRECTORY ${folder})
    file(COPY_FILE ${WORK}/run/${file} ${CASE}/expected/${file}
         ONLY_IF_DIFFERENT)
  endforeach()
endfunction()

prepare()
run()
if(EXISTS ${CASE}/script AND code STREQUAL "77")
  file(READ ${WORK}/stderr reason)
  message("skipped ${reason}")
  return()
endif()
read_files()
if(UPDATE)
  update()
else()
  check()
endif()
if(faults)
  message(NOTICE "${faults}") # as it is: an error's text would be reflowed
  message(FATAL_ERROR "in ${WORK}/run")
endif()
