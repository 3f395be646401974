"""Results held against corrected ones: how much of what the gold says a system found, and how much of that is right.

What counts as a match, here and wherever figures are quoted:

* A **report** is matched to its gold by the SHA-256 of its content, else by the name of its source file (a note says so).
* **Records** are matched one to one, whatever their order and kind, so that together as many numbers as possible stand in both.
  A pair shares a number's place; where it shares none, its evidence overlaps and its names agree, or neither holds a number.
* **Names** agree when their letters are the same, or when the catalogue knows both as one indicator, or when the catalogue does not
  tell them apart and the shorter one, at least half as long, stands letter by letter in the longer one and neither
  alone has a verb by which it is counted apart (推荐, 认定, 新增, 签约, 改造 and the like; ``schemas/actions.csv``).
* **Numbers** agree when they stand at the same place with the same amount (1.2 亿元 is 12000 万元), upper end, sign and bound.
* A record is **full** when kind, name, period and every number, each in its field, agree with those of its gold record.

>>> from extractor import extract_text
>>> from extractor.evaluation import evaluate
>>> result = extract_text("一、2023年工作回顾\\n\\n生产总值增长8.1%。")
>>> evaluate({"rules": [result]}, [result]).systems[0].records["all"].f1
1.0
"""

from extractor.evaluation.evaluate import evaluate
from extractor.evaluation.model import Difference, Evaluation, SystemEvaluation

__all__ = ["Difference", "Evaluation", "SystemEvaluation", "evaluate"]
