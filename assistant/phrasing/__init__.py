"""A chat model, when the school has one, words answers anew; what it says is checked, or not shown.

Off unless school.toml has a section [chat_model]. Nothing here decides: quotes, verdict, conditions
and notices are those of the offline answer, the very objects.
"""
