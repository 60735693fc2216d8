def clear(heard):
    return ""
