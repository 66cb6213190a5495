cb
