"""The tagger: who said what, as source, cue and content spans, learnt from PolNeAR."""
