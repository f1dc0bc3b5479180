"The families, in the order in which their rows are written."
import amounts
import lists
import sentences
import vocabulary

TRAINED = (
    amounts.length, amounts.weight, amounts.time, amounts.temperature,
    amounts.add_subtract, amounts.multiplication, amounts.clock,
    vocabulary.plurals, vocabulary.past_tense, vocabulary.opposites, vocabulary.capitals,
    vocabulary.chemical_symbols, vocabulary.spelling,
    lists.alphabetical, lists.category, lists.odd_one_out,
    vocabulary.comparison,
    sentences.sentiment, sentences.true_or_false, sentences.courtesy)
UNSEEN = (   # in a split of their own
    vocabulary.animal_young, amounts.calendar, amounts.largest_number, lists.rhymes)
