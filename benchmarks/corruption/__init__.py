"""Right records damaged as models damage them, and what reconciliation says about it.

A right answer to each chunk of a report is made of records that are known to be right: those of the rules (five sample reports; so
the second reader never errs here, and the figures say what reconciliation can do, not what a reader can), and those records of a
recorded model, under the model's own names, whose numbers the gold bears out (all recorded reports that have gold). One record of
an answer is damaged, and the answer takes the path of every model's answer: validation, grounding, merging with the rules' reading,
closing of the books. The second look that a model gets at missed numbers is left out.

What "caught" means is the same for all damages:

* every record of the result that holds a number under another name, kind, period, status, basis, field, value, upper end, sign,
  unit or bound than the right answer gives it carries an issue that it does not carry without the damage; a mere difference in
  wording (``name_differs``) does not count; and
* something is said: such an issue, a refusal, or a number listed as unclaimed that was claimed before.

So a wrong digit, scale, unit, sign, bound or year is caught where the text's reading stands in the record again and an issue quotes
the model's, or where the number is out of the record and said to be; an exchanged or stolen number where each record that holds a
wrong one says so; an invented record where it is refused, or an issue names it; a doubled one where the one that stays says so; a
dropped one where each of its numbers is unclaimed, or filled in by the rules and marked so. A paraphrased quote leaves the record
right: there "right again" (nothing wrong, nothing said) is as good as caught.

No damaged answer is tried twice: a report offers some damages few places (there are not many ranges), and these are tried seldom.

A right record is accused where the result calls it doubtful though nothing was damaged: a conflict, or a number not found where it
should be. A conflict about the kind of a record is one too, also where the gold accepts both kinds: the reader of the result has to
look into it. A remark on wording accuses nobody.

Not tried are damages that leave the answer right: where all that is new in it stands elsewhere in the report as a right fact of
the same kind, name, period and field. Records without numbers are not damaged, since nothing in the text could be counted.
"""
