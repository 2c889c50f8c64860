/* Private to importers/: the readers that importers.c puts in its table. */
#ifndef LT_IMPORTERS_READERS_H
#define LT_IMPORTERS_READERS_H

#include "importers/importer.h"

lt_status lt_read_csv(lt_facts *facts, const char *path,
                      const lt_read_options *options,
                      lt_diagnostics *diagnostics, lt_error *err);

lt_status lt_read_xlsx(lt_facts *facts, const char *path,
                       const lt_read_options *options,
                       lt_diagnostics *diagnostics, lt_error *err);
/* Where it is built: LT_POSTGRESQL. */
lt_status lt_read_postgresql(lt_facts *facts, const char *path,
                             const lt_read_options *options,
                             lt_diagnostics *diagnostics, lt_error *err);

lt_status lt_read_sqlite(lt_facts *facts, const char *path,
                         const lt_read_options *options,
                         lt_diagnostics *diagnostics, lt_error *err);

#endif
