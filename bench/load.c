#include "bench/load.h"

#include "bench/measure.h"
#include "importers/importer.h"

#include <stddef.h>

static void stop(const lt_diagnostics *diagnostics, const lt_error *err)
{
    if (diagnostics->kept_count > 0)
        give_up("%s: %s", err->message, diagnostics->items[0].message);
    give_up("%s", err->message);
}

lt_graph *load_folder(const char *folder, double *reading, double *building)
{
    const lt_read_options options = {.encoding = NULL};
    const lt_importer *importer = NULL;
    lt_diagnostics diagnostics = lt_diagnostics_new(LT_EN);
    lt_error err = {LT_OK, ""};
    lt_graph *graph = NULL;
    double begin = seconds_now();
    lt_facts *facts = lt_facts_new();

    if (facts == NULL)
        give_up("out of memory");
    if (lt_importer_for(&importer, folder, &err) != LT_OK ||
        importer->read(facts, folder, &options, &diagnostics, &err) != LT_OK)
        stop(&diagnostics, &err);
    *reading = seconds_now() - begin;
    begin = seconds_now();
    if (lt_graph_build(&graph, facts, &diagnostics, &err) != LT_OK)
        stop(&diagnostics, &err);
    *building = seconds_now() - begin;
    lt_diagnostics_clear(&diagnostics);
    return graph;
}
