# Reads a thesaurus with rdflib and checks what the SKOS Reference asks of every one (S9, S13, S14, S27), on standard output.
import sys
from collections import Counter
from rdflib import Graph
from rdflib.namespace import RDF, SKOS

graph = Graph().parse(sys.argv[1], format="turtle")
concepts = set(graph.subjects(RDF.type, SKOS.Concept))
for concept in concepts:
    labels = [set(graph.objects(concept, kind)) for kind in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel)]
    assert labels[0], f"{concept} has no prefLabel"
    assert not (labels[0] & labels[1] or labels[0] & labels[2] or labels[1] & labels[2]), f"S13: {concept}"
    languages = Counter(label.language for label in labels[0])
    assert max(languages.values()) == 1, f"S14: {concept}"
    assert (concept, SKOS.inScheme, None) in graph, f"{concept} is in no scheme"
    above, seen = list(graph.objects(concept, SKOS.broader)), set()
    while above:
        wider = above.pop()
        assert wider != concept, f"{concept} stands above itself"
        assert wider in concepts, f"{wider} is no concept"
        if wider not in seen:
            seen.add(wider)
            above.extend(graph.objects(wider, SKOS.broader))
    for close in graph.objects(concept, SKOS.related):
        assert close not in seen, f"S27: {concept}"
        assert (close, SKOS.related, concept) in graph, f"S23: {concept}"
    for narrower in graph.objects(concept, SKOS.narrower):
        assert (narrower, SKOS.broader, concept) in graph, f"S25: {concept}"
assert not concepts & set(graph.subjects(RDF.type, SKOS.ConceptScheme)), "S9"
print(len(concepts))
