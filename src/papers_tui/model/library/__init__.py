"""The reading list as values.

marks       Mark: star, status, tags, note; Library: marks by paper.     Start here.
changes     Star, Tag, SetNote and the others, and how they apply.
inverse     The change that takes another one back.
merge       Two versions made one, so that nothing is lost.
describe    A change in one sentence.
grouping    Groups and orders of the list.

Knows text and model.paper. Knows no file: store.library reads and writes it.
"""
