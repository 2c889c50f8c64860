"""Read GraphML files with networkx and igraph: counts and labels must agree
with what expat finds in them. Exit code 77 where a module is missing."""
import sys
import warnings
import xml.parsers.expat

try:
    import igraph
    import networkx
except ImportError as error:
    print("skipped:", error)
    sys.exit(77)


class Found:
    """Labels by node id, and the edges, as they stand in the file."""

    def __init__(self, path):
        self.labels = {}
        self.edges = []
        self._node = None
        self._text = None
        parser = xml.parsers.expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        with open(path, "rb") as file:
            parser.ParseFile(file)

    def _start(self, name, attributes):
        if name == "node":
            self._node = attributes["id"]
        elif name == "edge":
            self.edges.append((attributes["source"], attributes["target"]))
        elif name == "data" and attributes["key"] == "label":
            self._text = ""

    def _end(self, name):
        if name == "data" and self._text is not None:
            self.labels[self._node] = self._text
            self._text = None

    def _characters(self, text):
        if self._text is not None:
            self._text += text


def is_yed(path):
    return path.endswith("-yed.graphml")


def same(what, path, actual, expected):
    if actual != expected:
        sys.exit(f"{path}: {what}: {actual!r} is not {expected!r}")


def check_networkx(path, found):
    graph = networkx.read_graphml(path, force_multigraph=True)
    labels = {node: data["label"] for node, data in graph.nodes(data=True)}
    if is_yed(path):  # The label that is drawn comes first, in its lines.
        labels = {node: "".join(label.split()) for node, label in
                  labels.items()}
        found.labels = {node: "".join(label.split()) for node, label in
                        found.labels.items()}
    same("networkx nodes", path, set(graph), set(found.labels))
    same("networkx edges", path, sorted(graph.edges()), sorted(found.edges))
    same("networkx labels", path, labels, found.labels)
    for _, _, data in graph.edges(data=True):
        same("networkx weight", path, type(data["weight"]), float)
        same("networkx essential", path, type(data["essential"]), bool)


def check_igraph(path, found):
    graph = igraph.Graph.Read_GraphML(path)
    ids = graph.vs["id"]
    same("igraph directed", path, graph.is_directed(), True)
    same("igraph labels", path, dict(zip(ids, graph.vs["label"])),
         found.labels)
    same("igraph edges", path,
         sorted((ids[edge.source], ids[edge.target]) for edge in graph.es),
         sorted(found.edges))


def main():
    for path in sys.argv[1:]:
        found = Found(path)
        # yEd's own keys have no type; readers say so and go on.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore" if is_yed(path) else "error")
            check_igraph(path, found)
            check_networkx(path, found)
        print(f"{path}: {len(found.labels)} nodes, {len(found.edges)} edges")


main()
