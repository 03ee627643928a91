"""What the pages of `linkwatch browse` ask the database: texts of SQL, in files named after what runs them in browse/.

They are texts only. browse/ runs them on connections of Datasette, with named values (`:id`, `:most` rows at most,
`:after` so many rows). Each is answered from an index, except the figures over whole tables, which browse/ counts
aside (`Reader.figures`).
"""
